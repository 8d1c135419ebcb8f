"""Opens each image whose path is a line of standard input with pycdlib, and walks every namespace that it has."""
import sys

import pycdlib

for line in sys.stdin:
    path = line.rstrip("\n")
    image = pycdlib.PyCdlib()
    try:
        image.open(path)
        names = ["iso_path"]
        if image.has_rock_ridge():
            names.append("rr_path")
        if image.has_joliet():
            names.append("joliet_path")
        counts = [sum(len(d) + len(f) for _, d, f in image.walk(**{name: "/"})) for name in names]
        image.close()
        print("opened", *counts)
    except Exception as error:
        print("failed", path, repr(error))
