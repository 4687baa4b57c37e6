"""Draws icon.png, 128 by 128: two stories that part after a shared step, one branch taught. Run from any folder."""  # noqa: INP001 - a script beside a TypeScript package

import struct
import zlib
from pathlib import Path

SIZE = 128
SAMPLES = 4
HALF_LINE = 3.5
Colour = tuple[int, int, int, int]
CLEAR: Colour = (0, 0, 0, 0)
GROUND: Colour = (28, 60, 84, 255)
QUIET: Colour = (122, 160, 186, 255)
TAUGHT: Colour = (255, 196, 61, 255)
PALE: Colour = (240, 246, 250, 255)

START, FORK, UPPER, LOWER = (26.0, 64.0), (58.0, 64.0), (100.0, 34.0), (100.0, 94.0)
LINES = [(START, FORK, QUIET), (FORK, UPPER, QUIET), (FORK, LOWER, TAUGHT)]
DOTS = [(START, 9.0, PALE), (FORK, 9.0, PALE), (UPPER, 11.0, QUIET), (LOWER, 14.0, TAUGHT)]


def to_line(x: float, y: float, start: tuple[float, float], end: tuple[float, float]) -> float:
    """Distance of a point to a straight piece, in pixels."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    along = max(0.0, min(1.0, ((x - start[0]) * dx + (y - start[1]) * dy) / (dx * dx + dy * dy)))
    return float(((x - start[0] - along * dx) ** 2 + (y - start[1] - along * dy) ** 2) ** 0.5)


def on_ground(x: float, y: float, radius: float = 24.0) -> bool:
    """Whether a point lies on the square with round corners."""
    dx = max(radius - x, x - (SIZE - radius), 0.0)
    dy = max(radius - y, y - (SIZE - radius), 0.0)
    return dx * dx + dy * dy <= radius * radius


def colour_at(x: float, y: float) -> Colour:
    """The colour of a point: the dots lie over the lines, the lines over the ground."""
    for (cx, cy), radius, colour in DOTS:
        if (x - cx) ** 2 + (y - cy) ** 2 <= radius * radius:
            return colour
    for start, end, colour in reversed(LINES):
        if to_line(x, y, start, end) <= HALF_LINE:
            return colour
    return GROUND if on_ground(x, y) else CLEAR


def pixel(column: int, row: int) -> bytes:
    """One pixel, the mean of its samples; colours count by their opacity."""
    offsets = [(index + 0.5) / SAMPLES for index in range(SAMPLES)]
    samples = [colour_at(column + dx, row + dy) for dy in offsets for dx in offsets]
    opacity = sum(sample[3] for sample in samples)
    if opacity == 0:
        return bytes(4)
    mixed = [round(sum(sample[band] * sample[3] for sample in samples) / opacity) for band in range(3)]
    return bytes([*mixed, round(opacity / len(samples))])


def chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk of a PNG file: length, kind, data, checksum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def main() -> None:
    """Write the icon beside package.json."""
    rows = b"".join(b"\0" + b"".join(pixel(column, row) for column in range(SIZE)) for row in range(SIZE))
    header = struct.pack(">IIBBBBB", SIZE, SIZE, 8, 6, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")]
    image = b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, data) for kind, data in chunks)
    (Path(__file__).resolve().parent.parent / "icon.png").write_bytes(image)


if __name__ == "__main__":
    main()
