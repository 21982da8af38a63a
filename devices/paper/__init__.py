"""Typesets what a paper says as PDF: one grid for the 80 mm roll and the letter sheet."""

from __future__ import annotations

from typing import assert_never

from devices.paper.certificate import certificate_pages, fee_receipt_pages
from devices.paper.completion_receipt import receipt_pages
from devices.paper.pdf import pdf
from devices.paper.sheet import SIZES, Page, SizeName
from devices.paper.ticket import ticket_pages
from kiosk.papers import CertificatePaper, CompletionReceiptPaper, FeeReceiptPaper, Paper, TicketPaper
from kiosk.words import Say, words

__all__ = ["Page", "SizeName", "pages_of", "typeset"]


def typeset(paper: Paper, say: Say, size: SizeName) -> bytes:
    """``paper`` as a PDF in the language of ``say``; equal papers are equal bytes."""
    match paper:
        case TicketPaper():
            title = say(words("paper.ticket.title", number=paper.number))
        case CompletionReceiptPaper():
            title = say(words("paper.receipt.number", number=paper.number))
        case CertificatePaper() | FeeReceiptPaper():
            title = say(words("paper.number", number=paper.number))
        case _:
            assert_never(paper)
    return pdf(pages_of(paper, say, size), title, paper.language)


def pages_of(paper: Paper, say: Say, size: SizeName) -> tuple[Page, ...]:
    """``paper`` as pages of marks, before it becomes a PDF: what a test can measure."""
    match paper:
        case TicketPaper():
            return ticket_pages(paper, say, SIZES[size])
        case CompletionReceiptPaper():
            return receipt_pages(paper, say, SIZES[size])
        case CertificatePaper():
            return certificate_pages(paper, say, SIZES[size])
        case FeeReceiptPaper():
            return fee_receipt_pages(paper, say, SIZES[size])
        case _:
            assert_never(paper)
