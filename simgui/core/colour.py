"""From whatever a file stores to 8-bit sRGB: depth, colour model, colour profile, alpha."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PIL import Image, ImageCms

GROUND = (128, 128, 128)  # neutral grey, under everything transparent

_DEEP_MODES = frozenset({"I;16", "I;16L", "I;16B", "I;16N", "I", "F"})
_ALPHA_MODES = frozenset({"LA", "La", "PA", "RGBA", "RGBa"})
# Reduced as they are and turned into RGB at the end, when there are few pixels left.
_LATE_MODES = frozenset({"CMYK", "LAB"})
_SRGB = ImageCms.createProfile("sRGB")
_NO_CACHE = 0x0040  # lcms' one-pixel cache would be shared between threads


def is_deep(mode: str) -> bool:
    """Whether a Pillow mode holds one channel of more than 8 bits."""
    return mode in _DEEP_MODES


@dataclass(frozen=True, slots=True)
class DepthScale:
    """How values of a deep picture become 0..255: floor((value - low) * factor)."""

    low: float = 0.0
    factor: float = 1.0

    def apply(self, im: Image.Image) -> Image.Image:
        """A deep picture as mode L."""
        values = (np.asarray(im).astype(np.float32) - self.low) * self.factor
        values = np.nan_to_num(values, nan=0.0, posinf=255.0, neginf=0.0)
        return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))


def depth_scale(mode: str, bits: int, low: float, high: float) -> DepthScale:
    """16-bit pictures by their real depth (so that v >> 8 is the 8-bit twin); wider ones by the range they use.

    bits: real bits per sample (only for I;16 modes); low, high: smallest and largest finite value.
    """
    if mode.startswith("I;16"):
        return DepthScale(0.0, 2.0 ** (8 - min(max(bits, 8), 16)))
    if mode == "F" and low >= 0 and high <= 1:
        return DepthScale(0.0, 255.0)
    if low >= 0 and high <= 255:
        return DepthScale()
    if low >= 0 and high <= 65535:
        return DepthScale(0.0, 1 / 256)
    return DepthScale(low, 255.0 / (high - low) if high > low else 1.0)


def to_8_bit(im: Image.Image, scale: DepthScale) -> Image.Image:
    """Any loaded picture as L, RGB, RGBA, CMYK or LAB, transparency of palettes and key colours included."""
    if is_deep(im.mode):
        return scale.apply(im)
    if im.mode in _LATE_MODES or im.mode == "RGBA":
        return im
    if im.mode in _ALPHA_MODES or (im.mode in ("1", "L", "P", "RGB") and "transparency" in im.info):
        return im.convert("RGBA")
    if im.mode in ("L", "RGB"):
        return im
    return im.convert("L" if im.mode == "1" else "RGB")


def to_shown(im: Image.Image, profile: bytes | None) -> Image.Image:
    """A small L, RGB, RGBA, CMYK or LAB picture as the RGB that is shown: profile applied, alpha over grey."""
    alpha = im.getchannel("A") if im.mode == "RGBA" else None
    colour = im.convert("RGB") if alpha is not None else im
    shown = _through_profile(colour, profile)
    if alpha is None:
        return shown
    ground = Image.new("RGB", im.size, GROUND)
    ground.paste(shown, mask=alpha)
    return ground


def _through_profile(im: Image.Image, profile: bytes | None) -> Image.Image:
    if im.mode == "LAB":
        return _apply(im, _lab_to_srgb()) or im.convert("L").convert("RGB")
    if profile is not None:
        if im.mode == "RGB" and _space_of(profile) == b"GRAY":
            im = im.convert("L")
        converted = _apply(im, _to_srgb(profile, im.mode))
        if converted is not None:
            return converted
    return im if im.mode == "RGB" else im.convert("RGB")


def _apply(im: Image.Image, transform: ImageCms.ImageCmsTransform | None) -> Image.Image | None:
    if transform is None:
        return None
    try:
        return ImageCms.applyTransform(im, transform)
    except (ImageCms.PyCMSError, ValueError):
        return None


# ---------------------------------------------------------------- profiles


def profile_that_matters(icc: bytes | None, space: bytes) -> bytes | None:
    """`icc` when it changes what is seen: it parses, is for `space` ("RGB ", "GRAY" or "CMYK") and does not
    simply say sRGB. Else None: an absent, garbage or sRGB profile is no difference between two pictures."""
    return icc if icc and _matters(icc, space) else None


def colour_space(mode: str) -> bytes:
    """The kind of profile that fits a Pillow mode; b"" when none does."""
    if mode in ("1", "L", "LA", "La") or is_deep(mode):
        return b"GRAY"
    if mode == "CMYK":
        return b"CMYK"
    return b"RGB " if mode in ("P", "PA", "RGB", "RGBA", "RGBa", "RGBX") else b""


_PROBE = Image.new("RGB", (27, 1))
_PROBE.putdata([(r, g, b) for r in (32, 128, 230) for g in (32, 128, 230) for b in (32, 128, 230)])
_LEAST_CHANGE = 4  # grey levels on the probe below which a profile is sRGB, whatever it is called


@lru_cache(maxsize=64)
def _matters(icc: bytes, space: bytes) -> bool:
    if _space_of(icc) != space:
        return False
    mode = {b"RGB ": "RGB", b"GRAY": "L", b"CMYK": "CMYK"}[space]
    probe = _PROBE.convert(mode)
    shown = _apply(probe, _to_srgb(icc, mode))
    if shown is None:
        return False
    if space == b"CMYK":
        return True
    change = np.abs(np.asarray(shown, np.int16) - np.asarray(probe.convert("RGB"), np.int16))
    return int(change.max()) >= _LEAST_CHANGE


def _open(icc: bytes) -> ImageCms.ImageCmsProfile | None:
    try:
        return ImageCms.ImageCmsProfile(io.BytesIO(icc))
    except (OSError, TypeError, ValueError, ImageCms.PyCMSError):
        return None


@lru_cache(maxsize=64)
def _space_of(icc: bytes) -> bytes:
    profile = _open(icc)
    return icc[16:20] if profile is not None else b""


@lru_cache(maxsize=16)
def _to_srgb(icc: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
    profile = _open(icc)
    if profile is None:
        return None
    try:
        return ImageCms.buildTransform(
            profile, _SRGB, mode, "RGB", ImageCms.Intent.PERCEPTUAL, ImageCms.Flags(_NO_CACHE)
        )
    except (ImageCms.PyCMSError, ValueError, TypeError, OSError):
        return None


@lru_cache(maxsize=1)
def _lab_to_srgb() -> ImageCms.ImageCmsTransform | None:
    lab = ImageCms.createProfile("LAB")
    return ImageCms.buildTransform(
        lab, _SRGB, "LAB", "RGB", ImageCms.Intent.PERCEPTUAL, ImageCms.Flags(_NO_CACHE)
    )
