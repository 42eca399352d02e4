"""Makes the pictures of this folder and, beside each, what Pillow's convert("RGB") makes of it.

python3 make.py, with Pillow and NumPy. Every picture is small and drawn here.
"""
import io
import pathlib
import struct

import numpy
from PIL import Image

HERE = pathlib.Path(__file__).parent
HEIGHT, WIDTH = 11, 17
Y, X = numpy.mgrid[0:HEIGHT, 0:WIDTH]
PIXELS = numpy.stack([X * 15, Y * 20, (X * Y * 7) % 256], -1).astype(numpy.uint8)
COLOUR = Image.fromarray(PIXELS)
PALETTE = COLOUR.quantize(16)
CLEAR = COLOUR.copy()
CLEAR.putalpha(Image.fromarray(((X * 13) % 256).astype(numpy.uint8)))
TURNED = COLOUR.rotate(180)


def encoded(image, kind, **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def on_canvas(gif, size, corner):
    """The GIF with its first frame moved to a corner of a larger canvas."""
    data = bytearray(gif)
    data[6:10] = struct.pack("<HH", *size)
    at = 13 + (3 * (2 << (data[10] & 7)) if data[10] & 0x80 else 0)
    while data[at] != 0x2C:
        at += 2
        while data[at]:
            at += data[at] + 1
        at += 1
    data[at + 1 : at + 5] = struct.pack("<HH", *corner)
    return bytes(data)


def packed_bmp():
    colours = (PIXELS[..., 0] >> 3).astype("<u2") << 11
    colours |= (PIXELS[..., 1] >> 2).astype("<u2") << 5
    colours |= PIXELS[..., 2] >> 3
    rows = b"".join(row.astype("<u2").tobytes().ljust((WIDTH * 2 + 3) // 4 * 4, b"\0") for row in colours[::-1])
    masks = struct.pack("<III", 0xF800, 0x7E0, 0x1F)
    head = struct.pack("<IiiHHIIiiII", 40, WIDTH, HEIGHT, 1, 16, 3, len(rows), 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 66 + len(rows), 0, 0, 66) + head + masks + rows


FILES = {
    "lossy.webp": encoded(COLOUR, "WEBP", quality=80),
    "lossless.webp": encoded(CLEAR, "WEBP", lossless=True, exact=True),
    "animation.webp": encoded(CLEAR, "WEBP", save_all=True, append_images=[TURNED], lossless=True, exact=True),
    "animation-lossy.webp": encoded(COLOUR, "WEBP", save_all=True, append_images=[TURNED], quality=80),
    "webp-named.jpg": encoded(COLOUR, "WEBP", quality=70),
    "colour.bmp": encoded(COLOUR, "BMP"),
    "palette.bmp": encoded(PALETTE, "BMP"),
    "packed.bmp": packed_bmp(),
    "palette.gif": encoded(PALETTE, "GIF"),
    "animation.gif": encoded(COLOUR, "GIF", save_all=True, append_images=[TURNED]),
    "small-frame.gif": on_canvas(encoded(PALETTE, "GIF"), (23, 19), (4, 5)),
    "small-clear-frame.gif": on_canvas(encoded(PALETTE, "GIF", transparency=3), (23, 19), (4, 5)),
    "colour.tif": encoded(COLOUR, "TIFF", compression="tiff_lzw"),
    "transparent.tif": encoded(CLEAR, "TIFF"),
    "cmyk.tiff": encoded(COLOUR.convert("CMYK"), "TIFF"),
    "bits.tif": encoded(COLOUR.convert("1"), "TIFF", compression="group4"),
    "pages.tif": encoded(COLOUR, "TIFF", save_all=True, append_images=[TURNED.convert("L")]),
    "palette.png": encoded(PALETTE, "PNG", transparency=2),
}

for name, data in FILES.items():
    (HERE / name).write_bytes(data)
    with Image.open(io.BytesIO(data)) as image:
        pixels = numpy.asarray(image.convert("RGB"))
    (HERE / (name + ".rgb")).write_bytes(pixels.tobytes())
