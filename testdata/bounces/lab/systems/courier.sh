# Courier, with the days of its queue made seconds.
packages="courier-mta"
limit=200s

configure() {
	cd /etc/courier
	echo mail.example.com >me
	echo mail.example.com >locals
	echo example.com >defaultdomain
	echo mail.example.com >esmtphelo
	echo '"Courier mail server at mail.example.com" <mailer-daemon@mail.example.com>' >dsnfrom
	printf '192.0.2\tallow,RELAYCLIENT\n127.0.0.1\tallow,RELAYCLIENT\n' >smtpaccess/default
	echo 20s >queuetime
	echo 6s >warntime
	echo 3s >retryalpha
	echo 1 >retrybeta
	echo 3s >retrygamma
	echo 1 >retrymaxdelta
	echo 4s >esmtptimeout
	echo 4s >esmtptimeouthelo
	echo 4s >esmtptimeoutconnect
	echo 4s >esmtptimeoutdata
	echo 4s >esmtptimeoutquit
	echo 1s >esmtpdelay
	echo 2s >queuefill
	sed -i 's/^BOFHCHECKDNS=.*/BOFHCHECKDNS=0/; s/^MAXPERIP=.*/MAXPERIP=90/; s/^MAXPERC=.*/MAXPERC=90/; s/^MAXDAEMONS=.*/MAXDAEMONS=90/; s/^TARPIT=.*/TARPIT=0/; s/^ADDRESS=.*//; s/^ESMTPDSTART=.*/ESMTPDSTART=YES/' esmtpd
	echo 'ADDRESS=192.0.2.10' >>esmtpd
	sed -i 's/^ESMTP_USE_STARTTLS=.*/ESMTP_USE_STARTTLS=0/; s/^ESMTP_PREFER_IPV6_MX=.*/ESMTP_PREFER_IPV6_MX=0/' courierd
	mkdir -p /run/courier /run/courier/authdaemon
	chown -R courier:courier /run/courier
	makesmtpaccess
	makeacceptmailfor
	makealiases || true
}

start() {
	/usr/lib/courier/courier-authlib/authdaemond >/dev/null 2>&1 &
	courier start
	esmtpd start
}
