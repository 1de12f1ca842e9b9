# Functions for the install scripts. The builder mounts a volume at /mnt: recipe/ is the recipe's folder, machine/ what
# the user's machine needs to reach its package mirrors. Nothing under /mnt ends up in the image.

# Says what happens now; the builder shows it as progress.
step() {
	echo "#: $*"
}

# Fetches the package lists, once.
lists() {
	export DEBIAN_FRONTEND=noninteractive
	[ -d /mnt/apt/lists ] || {
		mkdir -p /mnt/apt/lists/partial /mnt/apt/archives/partial /mnt/apt/log
		apt-get update -q
	}
}

# Installs Debian packages without recommended ones; lists and archives stay on the volume.
packages() {
	lists
	apt-get install -q -y --no-install-recommends "$@"
}

# Installs an empty package of the given name, for a dependency that is not needed.
stand_in() {
	mkdir -p /mnt/stand-in/DEBIAN
	printf 'Package: %s\nVersion: 1:99\nArchitecture: all\nMulti-Arch: foreign\nMaintainer: nobody <nobody@example.com>\nDescription: stand-in\n' "$1" \
		>/mnt/stand-in/DEBIAN/control
	dpkg-deb --build /mnt/stand-in /mnt/stand-in.deb
	dpkg --install /mnt/stand-in.deb
}

# Notes the version of a part; it becomes a label of the image.
version() {
	echo "$1=$2" >>/mnt/versions
}

# The upstream version of an installed Debian package: 17.10-0+deb13u1 becomes 17.10.
upstream() {
	dpkg-query -W -f '${source:Upstream-Version}' "$1"
}

# Copies the recipe's own files into the image.
rootfs() {
	cp -R --preserve=mode /mnt/recipe/rootfs/. /
}

# Removes what package managers leave behind.
tidy() {
	rm -rf /var/log/apt /var/log/dpkg.log /var/log/alternatives.log /var/cache/debconf/*-old /var/lib/dpkg/*-old \
		/var/cache/ldconfig/aux-cache /var/lib/apt/extended_states /tmp/* /root/.cache
}
