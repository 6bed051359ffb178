# Postfix, with the days of its queue made seconds.
packages="postfix libsasl2-modules"

configure() {
	touch /etc/postfix/main.cf
	postconf -e 'compatibility_level = 3.6' 'myhostname = mail.example.com' 'mydestination =' \
		'inet_interfaces = 192.0.2.10, [2001:db8:1::10]' 'inet_protocols = all' 'mynetworks = 192.0.2.0/24' \
		'alias_maps =' 'maillog_file = /dev/stdout' 'maillog_file_prefixes = /dev' \
		'delay_warning_time = 8s' 'maximal_queue_lifetime = 20s' 'bounce_queue_lifetime = 20s' \
		'queue_run_delay = 4s' 'minimal_backoff_time = 4s' 'maximal_backoff_time = 6s' \
		'smtp_connect_timeout = 4s' 'smtp_helo_timeout = 4s' 'smtp_data_done_timeout = 4s' 'smtp_mail_timeout = 4s' \
		'smtp_skip_5xx_greeting = no' 'smtp_tls_security_level = may' \
		'smtp_tls_policy_maps = texthash:/etc/postfix/tls' \
		'smtp_sasl_auth_enable = yes' 'smtp_sasl_security_options = noanonymous' \
		'smtp_sasl_password_maps = texthash:/etc/postfix/password' 'smtp_sasl_mechanism_filter = plain' \
		'smtputf8_enable = yes'
	postconf -F '*/*/chroot = n'
	hosts tls | while read -r _ domain _; do echo "$domain encrypt"; done >/etc/postfix/tls
	hosts auth | while read -r _ domain _; do echo "$domain taro:wrong"; done >/etc/postfix/password
}

hosts() { "$NDRLAB_ROOTS/lab" hosts -system postfix -want "$1"; }

start() { postfix start; }
