. /mnt/recipe.sh

step "copying the reaper"
rootfs
