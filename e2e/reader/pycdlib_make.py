"""Makes an image with pycdlib: its path is the first word, the version of Rock Ridge the second, an udf flag the third."""
import io
import sys

import pycdlib

path, version, udf = sys.argv[1:4]
image = pycdlib.PyCdlib()
image.new(joliet=3, rock_ridge=version, interchange_level=3, vol_ident="PYCDLIB", **({"udf": "2.60"} if udf == "udf" else {}))


def names(iso, name, parent=""):
    words = {"rr_name": name, "joliet_path": f"{parent}/{name}"}
    if udf == "udf":
        words["udf_path"] = f"{parent}/{name}"
    return words


def add(content, iso, name, parent=""):
    image.add_fp(io.BytesIO(content), len(content), iso, **names(iso, name, parent))


add(b"top\n", "/TOP.TXT;1", "top file.txt")
add(b"x" * 5000, "/LARGE.BIN;1", "l\u00e4rger.bin")
image.add_directory("/FOLDER", **names("/FOLDER", "folder with a name that is rather long " + "n" * 20))
add(b"inner\n", "/FOLDER/INNER.TXT;1", "inner.txt", "/folder with a name that is rather long " + "n" * 20)
image.add_symlink("/LINK.;1", "link", "../some/./where")
boot = b"boot" * 600
add(boot, "/BOOT.IMG;1", "boot.img")
image.add_eltorito("/BOOT.IMG;1", bootcatfile="/BOOT.CAT;1", joliet_bootcatfile="/boot.cat")
image.write(path)
image.close()
