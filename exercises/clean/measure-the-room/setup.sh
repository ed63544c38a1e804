for name in ledger mailer parser; do
    size=2
    [ $name != {{hog}} ] || size={{size}}
    docker run --name $name debian sh -c "head -c ${size}MB /dev/zero > /var/tmp/work"
done
for volume in alpha bravo charlie; do
    size=1
    [ $volume != {{data}} ] || size={{volume}}
    docker run --rm -v $volume:/data debian sh -c "head -c ${size}MB /dev/zero > /data/blob"
done
for image in nginx httpd redis; do
    [ $image = {{idle}} ] || docker create --name from-$image $image
done
