"""The officer's desk: sign in, the queue, one check-in on one page, and the papers that follow.

Names of the controls that a test or the demo's robot presses (``QObject.objectName``):
``sign_in.name``, ``sign_in.password``, ``sign_in.code``, ``sign_in.go``; ``queue.table`` (rows in queue
order), ``queue.open``; ``review.face``, ``review.document``, ``review.document_kind``, ``review.photograph``,
``review.approve``, ``review.reason``, ``review.send_back``, ``review.reject``, ``review.release``;
``done.print``, ``done.undo``, ``done.queue``.
"""
