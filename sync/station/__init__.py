"""The office's service: roster, queue, accounts, audit, outbox; only this room opens the station's store."""
