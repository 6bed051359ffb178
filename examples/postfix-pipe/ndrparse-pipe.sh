#!/bin/sh
# Usage: ndrparse-pipe LOG RECIPIENT < message
#
# Appends to LOG what ndrparse makes of one message: a line of JSON. Run by
# Postfix's pipe(8), which reads the exit status as one of sysexits.h.
set -u
EX_USAGE=64
EX_TEMPFAIL=75

[ $# -eq 2 ] || { echo "usage: ndrparse-pipe LOG RECIPIENT" >&2; exit $EX_USAGE; }
log=$1
recipient=$2

line=$("${NDRPARSE:-ndrparse}" --format ndjson --all --no-remedies)
case $? in
0 | 1) ;; # a report, of a bounce or of other mail
3)
	# Sending an unreadable message back would answer a notice with a notice.
	echo "ndrparse-pipe: message for $recipient dropped: not readable" >&2
	exit 0
	;;
*) exit $EX_TEMPFAIL ;;
esac

# One write for the whole line, under a lock: several pipes may run at once.
(
	flock 9 && printf '%s\n' "$line" >&9
) 9>>"$log" || exit $EX_TEMPFAIL
