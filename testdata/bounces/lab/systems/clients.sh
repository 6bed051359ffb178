# What mail clients and libraries print when a server refuses them.
packages="msmtp swaks mutt neomutt s-nail curl ssmtp esmtp python3 libnet-ssleay-perl libio-socket-ssl-perl libauthen-sasl-perl libsasl2-modules ca-certificates"
limit=290s

cases="unknown unknown-google ja-unknown de-unknown disabled moved restricted full full-later syntax
nxdomain nullmx relay relay-bare auth-required auth-failed auth-app-password tls-required
tls-not-offered tls-unavailable tls-handshake tls-untrusted sender-unknown spf dmarc ptr dnsbl
banned-microsoft greeting-554 tss04 cloudmark rate greylist spam ja-spam virus attachment too-large
too-large-size policy-bare refused unreachable no-answer silent-greeting dropped
dropped-rcpt reset-dot fault sequence not-smtp two-fates long-reply"
clients="msmtp swaks curl smtplib mutt neomutt s-nail ssmtp esmtp"

configure() { mkdir -p /root /var/spool/mail; }

start() { :; }

submit_inside() {
	export HOME=/root LC_ALL=C.UTF-8 USER=root LOGNAME=root
	printf 'From: Taro <taro@example.com>\nSubject: Minutes\n\nPlease find the minutes on the shared folder.\n' >/tmp/mail
	printf 'Please find the minutes on the shared folder.\n' >/tmp/text
	for case in $cases; do
		mapfile -t lines < <("$NDRLAB_ROOTS/lab" hosts -system clients -only "$case" -want any)
		read -r _ domain host _ <<<"${lines[0]}"
		to=() tls='' login=''
		while read -r address; do to+=("$address"); done < <("$NDRLAB_ROOTS/lab" recipients -system clients -only "$case")
		[ -z "$("$NDRLAB_ROOTS/lab" hosts -system clients -only "$case" -want tls)" ] || tls=yes
		[ -z "$("$NDRLAB_ROOTS/lab" hosts -system clients -only "$case" -want auth)" ] || login=yes
		[ "$case" != nxdomain ] || host=$domain
		for client in $clients; do
			mkdir -p "/out/$client"
			if "use_${client//-/_}" >"/out/$client/$case.txt" 2>&1 </tmp/mail; then
				rm "/out/$client/$case.txt" # it went through, as far as the client knows
			elif [ $? -ge 124 ] || [ ! -s "/out/$client/$case.txt" ]; then
				rm "/out/$client/$case.txt" # it waited in silence
			fi
		done
	done
	# These show the last line of a reply only, and here it is but a link.
	rm -f /out/{mutt,neomutt,ssmtp}/long-reply.txt
	touch /out/finished
}

use_msmtp() {
	rm -f /tmp/msmtp.log
	timeout 8 msmtp --host="$host" --port=25 --from=taro@example.com --timeout=3 --logfile=/tmp/msmtp.log \
		--domain=pc7.example.com ${tls:+--tls=on --tls-starttls=on} ${login:+--auth=plain --user=taro --passwordeval='echo wrong' --tls=off} \
		"${to[@]}" && return
	local status=$?
	mkdir -p /out/msmtp-log
	[ ! -s /tmp/msmtp.log ] || cp /tmp/msmtp.log "/out/msmtp-log/$case.txt"
	return $status
}

use_swaks() {
	timeout 8 swaks --server "$host" --from taro@example.com --to "$(IFS=,; echo "${to[*]}")" --helo pc7.example.com --timeout 3 \
		--body @/tmp/text ${tls:+--tls --tls-verify} ${login:+--auth PLAIN --auth-user taro --auth-password wrong}
}

use_curl() {
	timeout 8 curl --silent --show-error --verbose --no-progress-meter --url "smtp://$host/pc7.example.com" --mail-from taro@example.com \
		${to[@]/#/--mail-rcpt } --upload-file /tmp/mail --connect-timeout 3 --max-time 4 ${tls:+--ssl-reqd} ${login:+--user taro:wrong}
}

use_smtplib() {
	timeout 8 /usr/bin/python3 - "$host" "$tls" "$login" "${to[@]}" <<-'END'
		import smtplib, sys
		host, tls, login, *to = sys.argv[1:]
		with smtplib.SMTP(host, 25, "pc7.example.com", timeout=3) as server:
		    if tls:
		        import ssl
		        server.starttls(context=ssl.create_default_context())
		    if login:
		        server.login("taro", "wrong")
		    server.sendmail("taro@example.com", to, open("/tmp/mail").read())
	END
}

mutt_like() {
	local url=smtp://$host
	[ -z "$login" ] || url=smtp://taro:wrong@$host
	# Neither gives up on a silent server before long.
	timeout 6 "$1" -n -F /dev/null -e "set from=taro@example.com realname=Taro hostname=pc7.example.com envelope_from=yes smtp_url=$url connect_timeout=3 ssl_starttls=yes copy=no record='' ssl_force_tls=${tls:-no} ${login:+smtp_authenticators=plain}" \
		-s Minutes -- "${to[@]}" </tmp/text
}
use_mutt() { mutt_like mutt; }
use_neomutt() { mutt_like neomutt; }

use_s_nail() {
	local auth=none
	[ -z "$login" ] || auth=plain
	timeout 6 s-nail -:/ -S v15-compat -S from=taro@example.com -S hostname=pc7.example.com -S sendwait -S "smtp-auth=$auth" \
		-S "mta=smtp://${login:+taro:wrong@}$host" ${tls:+-S smtp-config=ehlo,starttls} -S save=/dev/null -S nosave -s Minutes "${to[@]}" </tmp/text
}

use_ssmtp() {
	printf 'mailhub=%s:25\nhostname=pc7.example.com\nFromLineOverride=YES\n%s' "$host" "${tls:+UseSTARTTLS=YES
}" >/tmp/ssmtp.conf
	timeout 8 ssmtp -C/tmp/ssmtp.conf -ftaro@example.com ${login:+-autaro -apwrong} "${to[@]}"
}

use_esmtp() {
	printf 'hostname = %s:25\n%s%s' "$host" "${login:+username = taro
password = wrong
}" "${tls:+starttls = required
}" >/tmp/esmtprc
	chmod 600 /tmp/esmtprc
	timeout 8 esmtp -C /tmp/esmtprc -f taro@example.com "${to[@]}"
}
