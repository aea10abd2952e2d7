"""How the network's output is pooled, judged by what finds altered copies: pooling.py FOLDER

FOLDER holds photographs. Some of them are altered in 15 ways; each altered copy is a query, its original
the one right answer among all. Printed for each pooling, each with and without signed square root:

    rank 1   share of queries whose nearest picture is the original
    micro AP average precision over all queries' nearest 20 ranked together by distance: needs one distance for all
    R@P.99   share of queries found at the distance up to which 99 of 100 answers are right

"network" is what the library uses (with the square root): the network's own pooling, a mean for the default
one. GeM(p) is the p-th root of the mean of p-th powers (Radenović et al., "Fine-tuning CNN image retrieval
with no human annotation", TPAMI 2019).
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import measured
import numpy as np
import numpy.typing as npt
import photographs
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont, ImageOps

from simgui.core import decode
from simgui.core.alterations import crop, saved, smaller
from simgui.core.embedder import Embedder, EmbedderSpec, load_embedder
from simgui.core.errors import ImageError

if TYPE_CHECKING:
    import torch

Vectors = npt.NDArray[np.float32]
BATCH = 8
RANKED = 20
PRECISION = 0.99
SEED = 1


# what people do to pictures; alterations.py has more ways, these are as they were when the figures were taken


def watermark(picture: Image.Image) -> Image.Image:
    result = picture.copy()
    font = ImageFont.load_default(max(picture.width // 9, 8))
    place = (picture.width // 8, picture.height // 2)
    ImageDraw.Draw(result).text(place, "(c) stock photo", fill="white", font=font)
    return result


def mask(picture: Image.Image) -> Image.Image:
    """The lowest fifth black, as under a caption."""
    result = picture.copy()
    ImageDraw.Draw(result).rectangle((0, round(picture.height * 0.8), *picture.size), fill="black")
    return result


def brighter(picture: Image.Image) -> Image.Image:
    return ImageEnhance.Brightness(ImageEnhance.Contrast(picture).enhance(1.4)).enhance(1.3)


# kind: what is done to the picture, and the JPEG quality that it is saved with
EDITS: dict[str, tuple[Callable[[Image.Image, random.Random], Image.Image], int]] = {
    "quality 8": (lambda p, _: p, 8),
    "quality 30": (lambda p, _: p, 30),
    "scaled to 25 %": (lambda p, _: smaller(p, 0.25), 90),
    "cropped to 70 %": (lambda p, c: crop(p, 0.7, c), 90),
    "cropped to 50 %": (lambda p, c: crop(p, 0.5, c), 90),
    "cropped to 25 %": (lambda p, c: crop(p, 0.25, c), 90),
    "watermark": (lambda p, _: watermark(p), 90),
    "masked 20 %": (lambda p, _: mask(p), 90),
    "mirrored": (lambda p, _: ImageOps.mirror(p), 90),
    "turned 90°": (lambda p, _: p.transpose(Image.Transpose.ROTATE_90), 90),
    "turned 6°": (lambda p, _: p.rotate(6), 90),
    "brighter": (lambda p, _: brighter(p), 90),
    "grey": (lambda p, _: p.convert("L").convert("RGB"), 90),
    "blurred": (lambda p, _: p.filter(ImageFilter.GaussianBlur(3)), 90),
    "white border": (lambda p, _: ImageOps.expand(p, max(p.width // 8, 1), "white"), 90),
}


# pooling


def gem(features: torch.Tensor, power: float) -> torch.Tensor:
    return features.clamp(min=1e-6).pow(power).mean((2, 3)).pow(1 / power)


# features: float32 (n, channels, height, width) -> (n, channels)
POOLINGS: dict[str, Callable[[torch.Tensor], torch.Tensor]] = {
    "mean": lambda features: features.mean((2, 3)),
    "GeM 3": lambda features: gem(features, 3),
    "GeM 4": lambda features: gem(features, 4),
    "max": lambda features: features.amax((2, 3)),
}
NETWORK = "network"


def pooled(embedder: Embedder, pixels: npt.NDArray[np.uint8]) -> dict[str, Vectors]:
    """What each pooling makes of pictures, not yet of unit length. pixels: uint8 (n, side, side, 3)."""
    import torch

    network = embedder._network
    with torch.inference_mode():
        batch = torch.tensor(pixels, device=embedder.device).permute(0, 3, 1, 2).float()
        batch = ((batch / 255 - embedder._mean) / embedder._std).contiguous(memory_format=torch.channels_last)
        features = network.forward_features(batch)  # type: ignore[operator]
        found = {NETWORK: network.forward_head(features, pre_logits=True)}  # type: ignore[operator]
        if features.ndim == 4:
            found.update({name: pool(features.float()) for name, pool in POOLINGS.items()})
        return {name: values.float().cpu().numpy() for name, values in found.items()}


def descriptors(embedder: Embedder, pictures: Iterable[npt.NDArray[np.uint8]]) -> dict[str, Vectors]:
    parts: dict[str, list[Vectors]] = {}
    batch: list[npt.NDArray[np.uint8]] = []

    def flush() -> None:
        if batch:
            for name, values in pooled(embedder, np.stack(batch)).items():
                parts.setdefault(name, []).append(values)
            batch.clear()

    for pixels in pictures:
        batch.append(pixels)
        if len(batch) == BATCH:
            flush()
    flush()
    return {name: np.concatenate(values) for name, values in parts.items()}


def unit(values: Vectors, root: bool) -> Vectors:
    if root:
        values = np.sign(values) * np.sqrt(np.abs(values))
    result: Vectors = values / np.maximum(np.linalg.norm(values, axis=1, keepdims=True), 1e-12)
    return result


# judging


@dataclass(frozen=True)
class Judgement:
    rank_1: float
    micro_ap: float
    recall: float
    distance: float  # where `recall` is read
    by_kind: dict[str, float]  # rank 1


def judge(library: Vectors, queries: dict[str, Vectors], right: npt.NDArray[np.int64]) -> Judgement:
    """library: (n, d); queries: for each kind (q, d), the i-th a copy of library row right[i]."""
    distances, hits, by_kind = [], [], {}
    for kind, vectors in queries.items():
        found = np.sqrt(np.maximum(2 - 2 * vectors @ library.T, 0))
        nearest = np.argsort(found, axis=1, kind="stable")[:, :RANKED]
        by_kind[kind] = float((nearest[:, 0] == right).mean())
        distances.append(np.take_along_axis(found, nearest, 1).ravel())
        hits.append((nearest == right[:, None]).ravel())
    all_distances, all_hits = np.concatenate(distances), np.concatenate(hits)
    order = np.argsort(all_distances, kind="stable")
    ordered = all_hits[order]
    true = np.cumsum(ordered)
    precision = true / np.arange(1, len(ordered) + 1)
    count = len(queries) * len(right)
    good = np.flatnonzero(precision >= PRECISION)
    last = int(good[-1]) if len(good) else 0
    return Judgement(
        float(np.mean(list(by_kind.values()))),
        float((precision * ordered).sum() / count),
        float(true[last] / count) if len(good) else 0.0,
        float(all_distances[order][last]),
        by_kind,
    )


# pictures in


def readable(folder: Path, embedder: Embedder) -> tuple[list[Path], list[npt.NDArray[np.uint8]]]:
    """The photographs of a folder, each picture once."""
    paths, pixels, seen = [], [], set()
    for path in photographs.pictures_under(folder):
        try:
            decoded = decode.decode(decode.read_file(os.fsencode(path)), input_px=embedder.input_px)
        except ImageError:
            continue
        if decoded.picture_hash not in seen:
            seen.add(decoded.picture_hash)
            paths.append(path)
            pixels.append(decoded.pixels)
    return paths, pixels


def altered(paths: Iterable[Path], kind: str, input_px: int) -> Iterator[npt.NDArray[np.uint8]]:
    edit, quality = EDITS[kind]
    for path in paths:
        chance = random.Random(f"{SEED} {kind} {path.name}")
        with Image.open(path) as opened:
            picture = ImageOps.exif_transpose(opened).convert("RGB")
        yield decode.decode(saved(edit(picture, chance), quality), input_px=input_px).pixels


def all_descriptors(
    folder: Path, originals: int, embedder: Embedder, kept: Path
) -> tuple[dict[str, Vectors], dict[str, dict[str, Vectors]], npt.NDArray[np.int64]]:
    """Of the folder, of the altered copies by kind, and which pictures those were made of. Kept in a file."""
    key = hashlib.sha256(json.dumps([str(folder), originals, embedder.fingerprint]).encode()).hexdigest()[:12]
    file = kept / f"pooling-{key}.npz"
    if not file.exists():
        paths, pixels = readable(folder, embedder)
        right = np.array(sorted(random.Random(SEED).sample(range(len(paths)), min(originals, len(paths)))))
        measured.progress(f"{len(paths)} pictures, {len(right)} of them altered in {len(EDITS)} ways")
        found = {f"library|{name}": values for name, values in descriptors(embedder, pixels).items()}
        for kind in EDITS:
            chosen = altered([paths[row] for row in right], kind, embedder.input_px)
            found.update({f"{kind}|{name}": values for name, values in descriptors(embedder, chosen).items()})
            measured.progress(f"  {kind}")
        kept.mkdir(parents=True, exist_ok=True)
        np.savez(file, right=right, **found)  # type: ignore[arg-type]
    with np.load(file) as stored:
        right = stored["right"]
        poolings = [name.partition("|")[2] for name in stored.files if name.startswith("library|")]
        library = {name: stored[f"library|{name}"] for name in poolings}
        queries = {name: {kind: stored[f"{kind}|{name}"] for kind in EDITS} for name in poolings}
    return library, queries, right


def main() -> int:
    parser = measured.options(__doc__, 1)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--originals", type=int, default=200, help="photographs that are altered (200)")
    parser.add_argument("--embedder", default=EmbedderSpec().name, help="timm's name of the network")
    parser.add_argument("--weights", help="a file of weights")
    parser.add_argument("--device", default="auto")
    chosen = parser.parse_args()
    embedder = load_embedder(EmbedderSpec(chosen.embedder, chosen.weights), chosen.device)
    report = measured.Report("pooling: which one finds altered copies")
    library, queries, right = all_descriptors(chosen.folder, chosen.originals, embedder, chosen.data)
    report.sizes = {
        "pictures": len(library[NETWORK]),
        "altered": len(right),
        "kinds": len(EDITS),
        "embedder": embedder.spec.name,
        "values": library[NETWORK].shape[1],
    }
    judged = {
        name + (" + root" if root else ""): judge(
            unit(library[name], root), {kind: unit(q, root) for kind, q in queries[name].items()}, right
        )
        for name in library
        for root in (False, True)
    }
    for name, one in judged.items():
        report.add(f"{name}: rank 1", one.rank_1, "")
        report.add(f"{name}: micro AP", one.micro_ap, "")
        report.add(f"{name}: R@P.99", one.recall, f"(up to {one.distance:.3f})")
    for kind in EDITS:
        each = ", ".join(f"{name} {one.by_kind[kind]:.3f}" for name, one in judged.items())
        report.notes.append(f"rank 1, {kind}: {each}")
    return report.end(chosen.json)


if __name__ == "__main__":
    sys.exit(main())
