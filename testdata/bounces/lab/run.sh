#!/bin/bash
# run.sh [SYSTEM...]: has each mail server write its notices (see README.md).
# Without arguments, all of them in turn. Needs root, and a Debian machine.
set -euo pipefail
cd "$(dirname "$0")"
export NDRLAB_ROOTS=${NDRLAB_ROOTS:-/var/tmp/ndrlab}
mkdir -p "$NDRLAB_ROOTS"
CGO_ENABLED=0 go build -o "$NDRLAB_ROOTS/lab" .

[ $# -gt 0 ] || set -- $(cd systems && ls -- *.sh | sed 's/\.sh$//')
for system; do
	run=$NDRLAB_ROOTS/$system/run
	packages=$(. "systems/$system.sh" && echo "$packages")
	./root.sh "$system" $packages
	rm -rf "$run"
	mkdir -p "$run"
	echo "$system: running, its log is $run/log"
	timeout --kill-after=10 600 unshare --mount --net --uts --ipc --pid --fork --kill-child --mount-proc \
		./inside.sh "$system" >"$run/log" 2>&1 || echo "$system: stopped with status $?"
	"$NDRLAB_ROOTS/lab" keep -system "$system" -mail "$run/mail" -out ..
done
