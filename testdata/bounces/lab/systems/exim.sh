# Exim, with the days of its queue made seconds.
packages="exim4-daemon-heavy"

configure() {
	printf '%s\n' \
		'primary_hostname = mail.example.com' \
		'local_interfaces = <; 192.0.2.10 ; 2001:db8:1::10' 'keep_environment =' \
		'domainlist local_domains =' \
		'acl_smtp_rcpt = accept' 'acl_smtp_data = accept' \
		'smtputf8_advertise_hosts = *' 'dsn_advertise_hosts = *' 'tls_advertise_hosts =' \
		'host_lookup = *' 'rfc1413_hosts =' 'dns_retrans = 2s' 'dns_retry = 1' \
		'delay_warning = 6s' 'delay_warning_condition = true' \
		'accept_8bitmime = true' 'queue_run_max = 8' 'remote_max_parallel = 4' 'smtp_accept_max = 50' \
		'smtp_accept_queue_per_connection = 200' 'received_headers_max = 40' 'log_selector = +all' \
		'begin routers' \
		'remote:' ' driver = dnslookup' ' ignore_target_hosts = 127.0.0.0/8' \
		' domains = !+local_domains' ' transport = smtp' ' no_more' \
		'begin transports' \
		'smtp:' ' driver = smtp' ' connect_timeout = 3s' ' command_timeout = 3s' ' data_timeout = 3s' ' final_timeout = 3s' \
		" hosts_require_tls = $(hosts tls)" " hosts_require_auth = $(hosts auth)" " hosts_try_auth = $(hosts auth)" \
		' retry_include_ip_address = false' \
		'begin retry' \
		'* * F,16s,3s' \
		'begin authenticators' \
		'plain:' ' driver = plaintext' ' public_name = PLAIN' ' client_send = ^taro^wrong' >/etc/exim4/exim4.conf
	chmod 644 /etc/exim4/exim4.conf
	mkdir -p /run/exim4
	chown Debian-exim /run/exim4
	exim4 -C /etc/exim4/exim4.conf -bV >/dev/null
}

# hosts lists the addresses of the hosts with a trait as Exim lists them.
hosts() { "$NDRLAB_ROOTS/lab" hosts -system exim -want "$1" | awk '{ printf "%s%s", sep, $4; sep = " : " }'; }

start() {
	exim4 -bd
	# Forced runs, so that each attempt is made and its failure told; a run
	# that finds a host's retry time not come tells nothing.
	(for _ in $(seq 60); do sleep 2; exim4 -qff; done) >/dev/null 2>&1 &
}
