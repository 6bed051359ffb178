# Nullmailer knows one way out, a smart host: for each case it is another.
packages="nullmailer"
limit=300s

configure() {
	cd /etc/nullmailer
	echo example.com >defaultdomain
	echo 0 >pausetime
	echo 4 >sendtimeout
	# A message that waited two seconds is given up at its first failure.
	echo 1 >queuelifetime
}

start() { :; }

submit_inside() {
	hosts any | awk '!seen[$1]++' | while read -r id _ host _; do
		login=
		if hosts auth | grep -q "^$id "; then login="user=taro pass=wrong"; fi
		"$NDRLAB_ROOTS/lab" submit -system nullmailer -only "$id" -sendmail /usr/bin/nullmailer-inject
		sleep 2
		run "$host smtp $login"
		run "inbox.example.com smtp"
	done
}

hosts() { "$NDRLAB_ROOTS/lab" hosts -system nullmailer -want "$1"; }

# run goes through the queue once, with this way out.
run() {
	echo "$1" >/etc/nullmailer/remotes
	setpriv --reuid=mail --regid=mail --clear-groups timeout 8 nullmailer-send </dev/null || true
}
