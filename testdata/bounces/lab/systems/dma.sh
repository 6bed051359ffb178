# The DragonFly Mail Agent. It tries for five days by the age of its queue
# files, so they are made old.
packages="dma"

configure() {
	echo 'MAILNAME /etc/mailname' >/etc/dma/dma.conf
	mkdir -p /var/spool/dma
}

start() { :; }

submit_inside() {
	"$NDRLAB_ROOTS/lab" submit -system dma -sendmail /usr/sbin/dma
	sleep 8
	for _ in 1 2 3; do
		touch -d '6 days ago' /var/spool/dma/[MQ]* || true
		timeout 30 dma -q1 || true
		sleep 5
	done
}
