"""Hands: camera, card reader, printer, paper and speech, real and stand-in side by side, without Qt."""

import os

# OpenCV asks when it is loaded, which nothing does before this room: a file of some kilobytes may say that it
# is a picture of a gigapixel. Twelve thousand by eleven thousand is more than any camera gives.
os.environ.setdefault("OPENCV_IO_MAX_IMAGE_PIXELS", str(2**27))
