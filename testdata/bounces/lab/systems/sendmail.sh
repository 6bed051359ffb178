# Sendmail, with the days of its queue made seconds.
packages="sendmail-bin sendmail-cf sensible-mda m4 libsasl2-modules"

configure() {
	mkdir -p /etc/lab /run/sendmail/{mta,msp,stampdir} /var/lib/sendmail/host_status
	# Sendmail opens its files in ways that an overlay refuses.
	mount -t tmpfs -o mode=700 none /var/spool/mqueue
	mount -t tmpfs -o mode=755 none /etc/lab
	: >/etc/mail/local-host-names
	printf '%s\n' \
		"include(\`/usr/share/sendmail/cf/m4/cf.m4')dnl" \
		"OSTYPE(\`debian')dnl" "DOMAIN(\`generic')dnl" \
		"define(\`confDOMAIN_NAME', \`mail.example.com')dnl" \
		"define(\`confDONT_PROBE_INTERFACES', \`True')dnl" \
		"define(\`confTO_QUEUEWARN', \`6s')dnl" "define(\`confTO_QUEUERETURN', \`18s')dnl" \
		"define(\`confTO_CONNECT', \`3s')dnl" "define(\`confTO_ICONNECT', \`3s')dnl" "define(\`confTO_INITIAL', \`3s')dnl" \
		"define(\`confTO_DATAFINAL', \`3s')dnl" "define(\`confTO_DATABLOCK', \`3s')dnl" "define(\`confTO_MAIL', \`3s')dnl" \
		"define(\`confTO_RCPT', \`3s')dnl" "define(\`confTO_HELO', \`3s')dnl" "define(\`confTO_IDENT', \`0s')dnl" \
		"define(\`confTO_HOSTSTATUS', \`1s')dnl" "define(\`confMAX_QUEUE_CHILDREN', \`6')dnl" \
		"define(\`confMIN_QUEUE_AGE', \`0')dnl" "define(\`confMAX_HOP', \`30')dnl" \
		"define(\`confTO_RESOLVER_RETRANS', \`1s')dnl" "define(\`confTO_RESOLVER_RETRY', \`1')dnl" \
		"define(\`confCONNECTION_RATE_THROTTLE', \`0')dnl" "define(\`confDELIVERY_MODE', \`background')dnl" \
		"undefine(\`ALIAS_FILE')dnl" \
		"FEATURE(\`nocanonify')dnl" "FEATURE(\`access_db', \`hash -T<TMPF> /etc/lab/access')dnl" "FEATURE(\`promiscuous_relay')dnl" \
		"FEATURE(\`accept_unresolvable_domains')dnl" \
		"DAEMON_OPTIONS(\`Family=inet, Name=MTA, Addr=192.0.2.10, Port=25')dnl" \
		"MAILER(\`local')dnl" "MAILER(\`smtp')dnl" >/etc/mail/lab.mc
	m4 /etc/mail/lab.mc >/etc/mail/sendmail.cf
	# What the access map says of a server: insist on TLS, log in.
	{
		"$NDRLAB_ROOTS/lab" hosts -system sendmail -want tls | awk '{ print "TLS_Srv:" $3 "\tENCR:112" }'
		"$NDRLAB_ROOTS/lab" hosts -system sendmail -want auth | awk '{ print "AuthInfo:" $3 "\t\"U:taro\" \"I:taro\" \"P:wrong\" \"M:PLAIN\"" }'
	} >/etc/lab/access
	makemap hash /etc/lab/access </etc/lab/access
}

start() {
	/usr/sbin/sendmail-mta -bd -q3s -C /etc/mail/sendmail.cf
}
