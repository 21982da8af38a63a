"""Pages as PDF bytes: the same pages always give the same bytes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from threading import Lock

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from devices.paper.faces import runs
from devices.paper.sheet import Box, Code, Line, Mark, Page, Path, Picture

# reportlab keeps fonts in one place for the whole program; two papers at once would share its counters.
_one_at_a_time = Lock()


def pdf(pages: Sequence[Page], title: str, language: str) -> bytes:
    """A PDF with embedded fonts and no date of its own, so that equal pages are equal bytes."""
    out = io.BytesIO()
    with _one_at_a_time:
        canvas = Canvas(out, invariant=1, pageCompression=1, lang=language)
        canvas.setTitle(title)
        canvas.setProducer("Appear")
        for page in pages:
            canvas.setPageSize((page.width, page.height))
            for mark in page.marks:
                _paint(canvas, mark, page.height)
            canvas.showPage()
        canvas.save()
    return out.getvalue()


def _paint(canvas: Canvas, mark: Mark, page_height: float) -> None:
    match mark:
        case Line():
            _paint_line(canvas, mark, page_height)
        case Box():
            _paint_box(canvas, mark, page_height)
        case Code():
            _paint_code(canvas, mark, page_height)
        case Path():
            _paint_path(canvas, mark, page_height)
        case Picture():
            bottom, image = page_height - mark.y - mark.height, ImageReader(io.BytesIO(mark.jpeg))
            canvas.drawImage(image, mark.x, bottom, mark.width, mark.height)


def _paint_line(canvas: Canvas, line: Line, page_height: float) -> None:
    canvas.saveState()
    canvas.setFillGray(line.gray)
    canvas.translate(line.x, page_height - line.y)
    canvas.rotate(line.turned)
    text = canvas.beginText(0, 0)
    for run in runs(line.text, line.type.bold):
        text.setFont(run.face, line.type.size)
        text.textOut(run.text)
    canvas.drawText(text)
    canvas.restoreState()


def _paint_box(canvas: Canvas, box: Box, page_height: float) -> None:
    canvas.saveState()
    bottom = page_height - box.y - box.height
    if box.fill is not None:
        canvas.setFillGray(box.fill)
        canvas.rect(box.x, bottom, box.width, box.height, stroke=0, fill=1)
    if box.stroke:
        canvas.setStrokeGray(0)
        canvas.setLineWidth(box.stroke)
        if box.dashed:
            canvas.setDash(4, 3)
        if box.height and box.width:
            canvas.rect(box.x, bottom, box.width, box.height, stroke=1, fill=0)
        else:
            canvas.line(box.x, bottom, box.x + box.width, bottom + box.height)
    canvas.restoreState()


def _paint_code(canvas: Canvas, code: Code, page_height: float) -> None:
    module = code.side / len(code.modules)
    path = canvas.beginPath()
    for down, row in enumerate(code.modules):
        for across, dark in enumerate(row):
            if dark:
                bottom = page_height - code.y - (down + 1) * module
                path.rect(code.x + across * module, bottom, module, module)
    canvas.setFillGray(0)
    canvas.drawPath(path, stroke=0, fill=1)


def _paint_path(canvas: Canvas, mark: Path, page_height: float) -> None:
    canvas.setStrokeGray(mark.gray)
    canvas.setLineWidth(mark.stroke)
    canvas.setLineJoin(1)
    path = canvas.beginPath()
    (first_x, first_y), *others = mark.points
    path.moveTo(mark.x + first_x, page_height - mark.y - first_y)
    for x, y in others:
        path.lineTo(mark.x + x, page_height - mark.y - y)
    canvas.drawPath(path, stroke=1, fill=0)
