"""What two rooms share: the design's tokens, icons, buttons, the grid, thumbnails."""
