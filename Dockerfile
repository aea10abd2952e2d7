# simgui in a container: index, search and status without a display, the window over X11, Wayland or VNC.
#
#   docker build --tag simgui .
#   docker run --rm -v simgui-library:/library -v ~/Pictures:/photos:ro simgui index /photos
#
# README, "Container", has all ways to run it, and says which of them were tried.

# Debian with Python 3.11 or newer and its venv module
ARG BASE_IMAGE=python:3.11-slim-bookworm
FROM ${BASE_IMAGE}

# What Qt loads, and fonts: DejaVu, Droid for Chinese and Japanese, WenQuanYi for Korean. The list is build/qt_system.py's, that
# of Qt's Wayland platform, and Korean. fontconfig's cache is made now, since the container's user may have no place to write it
RUN apt-get update \
 && apt-get install --yes --no-install-recommends \
      libegl1 libgl1 libglib2.0-0 libfontconfig1 libdbus-1-3 libxkbcommon0 libxkbcommon-x11-0 \
      libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 \
      libwayland-client0 libwayland-cursor0 libwayland-egl1 \
      fontconfig fonts-dejavu-core fonts-droid-fallback fonts-wqy-microhei \
 && rm -rf /var/lib/apt/lists/* \
 && fc-cache --force --system-only

ENV PATH=/opt/simgui/bin:$PATH \
    PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_ROOT_USER_ACTION=ignore

# torch from an index of PyTorch's own: its CPU builds, or CUDA with TORCH_INDEX_URL=https://download.pytorch.org/whl/cu130.
# From that index alone, so that no other build is taken in silence. Empty: from the package index that pip knows
ARG TORCH_INDEX_URL=https://download.pytorch.org/whl/cpu
WORKDIR /opt/source
COPY constraints.txt ./
RUN python3 -m venv /opt/simgui \
 && if [ -n "$TORCH_INDEX_URL" ]; then \
      pip install --no-deps --index-url "$TORCH_INDEX_URL" $(grep -E '^torch(vision)?==' constraints.txt); \
    else \
      pip install --constraint constraints.txt torch torchvision; \
    fi

# What simgui needs, read from the project file: a change of code does not come by here
ARG EXTRAS="jxl raw"
COPY pyproject.toml ./
RUN python -c "import tomllib; p = tomllib.load(open('pyproject.toml', 'rb'))['project']; \
more = [need for extra in '$EXTRAS'.split() for need in p['optional-dependencies'][extra]]; \
print('\n'.join([*p['dependencies'], *more]))" > needed.txt \
 && pip install --constraint constraints.txt --requirement needed.txt hatchling

# Any uid can write to the home and to a new library: --user works
RUN useradd --uid 1000 --home-dir /home/simgui --create-home simgui \
 && mkdir /library /photos \
 && chmod 0777 /home/simgui /library

# From here on a change of code builds anew
COPY README.md CHANGELOG.md LICENSE ./
COPY resources resources
COPY simgui simgui
# The marker tells simgui that it runs in this image: only here it lets Qt's VNC platform listen
RUN pip install --no-deps --no-build-isolation . && pip check && touch /opt/simgui/in-container

ENV HOME=/home/simgui USER=simgui SIMGUI_LIBRARY=/library
USER 1000
WORKDIR /home/simgui
VOLUME /library
ENTRYPOINT ["simgui"]
