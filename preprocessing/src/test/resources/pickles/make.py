"""Makes the pickles of this folder: files like those of CIFAR's python version, and hostile ones.

python3 make.py, with NumPy.
"""
import os
import pathlib
import pickle
import pickletools
import struct

import numpy

HERE = pathlib.Path(__file__).parent
VALUES = (numpy.arange(2 * 3072) * 7 % 256).astype(numpy.uint8).reshape(2, 3072)


def content(values):
    return {b"batch_label": b"x", b"labels": [3, 1], b"data": values, b"filenames": [b"a.png", b"b.png"]}


def short(text):
    return b"U" + bytes([len(text)]) + text


def python_2():
    """As Python 2 wrote them: strings of bytes, NumPy's old module names."""
    data = VALUES.tobytes()
    array = b"cnumpy.core.multiarray\n_reconstruct\nq\x01(cnumpy\nndarray\nq\x02K\x00\x85" + short(b"b") + b"tR"
    kind = b"cnumpy\ndtype\n(" + short(b"u1") + b"K\x00K\x01tR(K\x03" + short(b"|") + b"NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb"
    state = b"(K\x01K\x02M\x00\x0c\x86" + kind + b"\x89T" + struct.pack("<i", len(data)) + data + b"tb"
    return b"\x80\x02}q\x00(" + short(b"labels") + b"](K\x03K\x01e" + short(b"data") + array + state + b"u."


class Call:
    def __init__(self, function, *arguments):
        self.function, self.arguments = function, arguments

    def __reduce__(self):
        return self.function, self.arguments


FILES = {
    "protocol-2.pickle": pickle.dumps(content(VALUES), 2),
    "protocol-4.pickle": pickle.dumps(content(VALUES), 4),
    "protocol-5.pickle": pickle.dumps(content(VALUES), 5),
    "by-columns.pickle": pickle.dumps(content(numpy.asfortranarray(VALUES)), 2),
    "protocol-2-python-2.pickle": python_2(),
    "names.pickle": pickle.dumps(
        {b"label_names": [b"airplane", b"automobile", b"c", b"d", b"e", b"f", b"g", b"h", b"i", b"j"]}, 2
    ),
    "calls-a-function.pickle": pickle.dumps({b"labels": Call(os.system, "echo no")}, 2),
    "calls-another.pickle": pickle.dumps({b"labels": Call(eval, "1")}, 4),
}
for name, data in FILES.items():
    pickletools.dis(data, out=open(os.devnull, "w"))
    (HERE / name).write_bytes(data)
