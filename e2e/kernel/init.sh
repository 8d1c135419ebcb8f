#!/bin/busybox sh
# The first process of the test's Linux: mounts each image in each way and lists what it shows on the serial console.
/bin/busybox --install -s /bin
mount -t proc proc /proc
mount -t devtmpfs dev /dev
for module in cdrom isofs loop nls_utf8; do insmod /modules/$module.ko 2>/dev/null; done
stty -F /dev/ttyS0 -onlcr 2>/dev/null
for image in /images/*.iso; do
  for options in rr norock norock,nojoliet; do
    given=ro,iocharset=utf8
    [ $options = rr ] || given=$given,$options
    echo "@image ${image##*/} $options"
    if mount -o loop,$given -t iso9660 "$image" /mnt; then
      cd /mnt
      find . -exec stat -c '@%f|%u|%g|%Y|%s|%t:%T|%N' {} + 2>&1
      find . -type f -exec sha256sum {} + 2>&1
      cd /
      umount /mnt
    else
      echo "@failed"
    fi
  done
done
echo "@end"
poweroff -f
