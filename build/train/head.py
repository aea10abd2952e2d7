"""A small head on the frozen network, trained to bring altered copies together: head.py PICTURES OUT.npz

PICTURES holds pictures whose licence allows training on them; README.md beside this says which were used. Each is
kept once, with random parts of it as more originals, and each original altered in some of the ways in alterations.py.
The network describes them all once; then a matrix is trained with InfoNCE: of all originals' views, which is this
one's other view? Parts of one picture do not count as strangers to each other. Of every five pictures one is kept
back, and the matrix is taken from the step at which its loss is least.

Written: `head`, float32 (dimension of the network's descriptor, --dimension). A descriptor of the head is
the network's times this matrix, scaled to unit length.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps

from simgui.core import alterations, decode
from simgui.core.embedder import Embedder, load_embedder

if TYPE_CHECKING:
    import torch

Vectors = npt.NDArray[np.float32]
T = TypeVar("T")

SEED = 1
LONGEST_PX, BATCH = 640, 16
# descriptors nearer than this: one picture, as wallpapers that come in several sizes
SAME = 0.3
PARTS, WAYS_EACH = 3, 6
STEPS, LEARNING_RATE, TEMPERATURE, CHECKED_EVERY, KEPT_BACK = 200, 5e-4, 0.05, 10, 5


@dataclass(frozen=True)
class Views:
    """vectors: float32 (originals, views, d), the first view unaltered; picture: int64 (originals,), of which."""

    vectors: Vectors
    picture: npt.NDArray[np.int64]


def embedded(embedder: Embedder, load: Callable[[T], npt.NDArray[np.uint8]], of: Sequence[T]) -> Vectors:
    """Descriptors of what `load` makes of each: uint8 (side, side, 3)."""
    parts = []
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for start in range(0, len(of), BATCH):
            parts.append(embedder.embed(np.stack([*pool.map(load, of[start : start + BATCH])])))
    return np.concatenate(parts)


def distances(left: Vectors, right: Vectors) -> Vectors:
    result: Vectors = np.sqrt(np.maximum(2 - 2 * left @ right.T, 0))
    return result


def fit_to_learn_from(folder: Path, embedder: Embedder, never: Vectors | None = None) -> list[Path]:
    """The folder's pictures, each once, without those that show what one of `never` (n, d) does."""
    paths = sorted(path for path in folder.iterdir() if path.is_file())

    def load(path: Path) -> npt.NDArray[np.uint8]:
        return decode.decode(decode.read_file(os.fsencode(path)), input_px=embedder.input_px).pixels

    vectors = embedded(embedder, load, paths)
    taken: list[int] = []
    for row in range(len(paths)):
        against = [vectors[taken], *([] if never is None else [never])]
        if distances(vectors[row : row + 1], np.concatenate(against)).min(initial=2) > SAME:
            taken.append(row)
    return [paths[row] for row in taken]


def opened(path: Path) -> Image.Image:
    with Image.open(path) as stored:
        stored.draft("RGB", (LONGEST_PX, LONGEST_PX))
        picture = ImageOps.exif_transpose(stored).convert("RGB")
    picture.thumbnail((LONGEST_PX, LONGEST_PX))
    return picture


def views(paths: Sequence[Path], embedder: Embedder) -> Views:
    chance = random.Random(SEED)
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        whole = [*pool.map(opened, paths)]
    originals, picture = [], []
    for number, one in enumerate(whole):
        originals += [one, *(alterations.crop(one, chance.uniform(0.3, 0.8), chance) for _ in range(PARTS))]
        picture += [number] * (1 + PARTS)
    ways = [*alterations.WAYS]
    wanted = [
        (number, way) for number in range(len(originals)) for way in ("", *chance.sample(ways, WAYS_EACH))
    ]

    def load(one: tuple[int, str]) -> npt.NDArray[np.uint8]:
        number, way = one
        original = originals[number]
        data = (
            alterations.altered_jpeg(original, way, f"{SEED} {number}", whole)
            if way
            else alterations.saved(original, alterations.QUALITY)
        )
        return decode.decode(data, input_px=embedder.input_px).pixels

    vectors = embedded(embedder, load, wanted)
    return Views(vectors.reshape(len(originals), 1 + WAYS_EACH, -1), np.array(picture))


def info_nce(
    head: torch.Tensor, left: torch.Tensor, right: torch.Tensor, picture: torch.Tensor
) -> torch.Tensor:
    """left, right: float32 (n, d), two views of each original; picture: int64 (n,)."""
    from torch.nn.functional import cross_entropy, normalize

    likeness = normalize(left @ head) @ normalize(right @ head).T / TEMPERATURE
    one_picture = picture[:, None] == picture[None]
    one_picture.fill_diagonal_(False)
    likeness = likeness.masked_fill(one_picture, -np.inf)
    right_one = likeness.new_tensor(range(len(picture))).long()
    return (cross_entropy(likeness, right_one) + cross_entropy(likeness.T, right_one)) / 2


def train(given: Views, dimension: int) -> tuple[Vectors, list[float]]:
    """The head, and the loss on what was kept back: at the start, and at the step that it is taken from."""
    import torch

    torch.manual_seed(SEED)
    vectors, picture = torch.from_numpy(given.vectors), torch.from_numpy(given.picture)
    back = picture % KEPT_BACK == 0
    seen, seen_picture, unseen, unseen_picture = vectors[~back], picture[~back], vectors[back], picture[back]
    # the widest directions: distances begin nearly as they are
    head = torch.linalg.svd(seen.flatten(0, 1), full_matrices=False).Vh[:dimension].T.contiguous()
    head.requires_grad_()
    optimiser = torch.optim.AdamW([head], LEARNING_RATE)
    count, each = seen.shape[:2]
    row = torch.arange(count)
    best, losses = head.detach().clone(), []
    for step in range(STEPS + 1):
        if step % CHECKED_EVERY == 0:
            with torch.no_grad():
                apart = [
                    info_nce(head, unseen[:, 0], unseen[:, view], unseen_picture) for view in range(1, each)
                ]
            losses.append(float(torch.stack(apart).mean()))
            if losses[-1] == min(losses):
                best = head.detach().clone()
        first = torch.randint(each, (count,))
        second = (first + torch.randint(1, each, (count,))) % each
        optimiser.zero_grad()
        info_nce(head, seen[row, first], seen[row, second], seen_picture).backward()
        optimiser.step()
    return best.numpy(), [losses[0], min(losses)]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pictures", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--dimension", type=int, default=512, help="values of a descriptor (512)")
    chosen = parser.parse_args()
    embedder = load_embedder()
    paths = fit_to_learn_from(chosen.pictures, embedder)
    head, losses = train(views(paths, embedder), chosen.dimension)
    np.savez(chosen.out, head=head)
    print(f"{len(paths)} pictures; loss on those kept back {losses[0]:.3f}, then {losses[1]:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
