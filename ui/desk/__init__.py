"""The officer's desk: sign in, the queue, one check-in on one page, and the papers that follow.

Names of the controls that a test or the demo's robot presses (``QObject.objectName``):
``sign_in.name``, ``sign_in.password``, ``sign_in.code``, ``sign_in.go``; ``queue.table`` (rows in queue
order), ``queue.open``, ``queue.call``; ``review.face``, ``review.document_kind`` (a choice, which has no
default), ``review.document`` (asks for the kind when none is chosen yet), ``review.photograph``,
``review.approve``, ``review.reason``, ``review.send_back``, ``review.reject``, ``review.release``,
``review.back``; ``done.print`` (the first copy is printed by itself; this prints the next), ``done.save``,
``done.reason``, ``done.undo``, ``done.queue``; ``rail.queue``, ``rail.people``, ``rail.delivery``,
``rail.office``, ``rail.lock``. Sentences that say how something went: ``sign_in.said``, ``window.said``,
``review.said``, ``done.printed``.
"""
