# OpenSMTPD, with the days of its queue made seconds.
packages="opensmtpd"
# The first retry comes after 400 seconds, whatever the queue's lifetime is.
limit=560s

configure() {
	cat >/etc/lab.conf <<-'END'
		queue ttl 20s
		bounce warn-interval 5s
		smtp limit max-mails 1000
		listen on 192.0.2.10 hostname mail.example.com
		action "home" relay helo mail.example.com
	END
	# A domain that one insists on TLS for gets an action of its own.
	echo 'action "private" relay tls helo mail.example.com' >>/etc/lab.conf
	hosts tls | while read -r _ domain _; do
		echo "match from any for domain \"$domain\" action \"private\""
	done >>/etc/lab.conf
	echo 'match from any for any action "home"' >>/etc/lab.conf
	mkdir -p /run/smtpd
	smtpd -n -f /etc/lab.conf
}

hosts() { "$NDRLAB_ROOTS/lab" hosts -system opensmtpd -want "$1"; }

start() { smtpd -f /etc/lab.conf; }
