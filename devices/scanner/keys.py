"""From the key strokes of a scanner that pretends to be a keyboard to the characters it means."""

from __future__ import annotations

from dataclasses import dataclass, field

_ROWS = {
    2: ("1234567890-=", "!@#$%^&*()_+"),
    16: ("qwertyuiop[]", "QWERTYUIOP{}"),
    30: ("asdfghjkl;'`", 'ASDFGHJKL:"~'),
    43: ("\\zxcvbnm,./", "|ZXCVBNM<>?"),
}
"""Linux key codes of a row's first key, and what its keys mean alone and with Shift (US layout)."""
_PLAIN = {code + n: text[0][n] for code, text in _ROWS.items() for n in range(len(text[0]))} | {
    57: " ",
    28: "\n",
    96: "\n",
    15: "\t",
}
_SHIFTED = {code + n: text[1][n] for code, text in _ROWS.items() for n in range(len(text[1]))}
_KEYPAD = {82: "0", 79: "1", 80: "2", 81: "3", 75: "4", 76: "5", 77: "6", 71: "7", 72: "8", 73: "9"}
_SHIFT, _CONTROL, _ALT, _CAPS = {42, 54}, {29, 97}, {56, 100}, 58
_DOWN, _UP = 1, 0


@dataclass(slots=True)
class Keyboard:
    """Keeps what is held down. Scanners send control characters as Control with a key, or as Alt with a
    number on the keypad; both are understood."""

    _held: set[int] = field(default_factory=set)
    _caps: bool = False
    _number: str = ""

    def press(self, code: int, value: int) -> str:
        """What the stroke means: one character, or none. ``value``: 1 down, 0 up, 2 repeated."""
        if value == _DOWN:
            self._held.add(code)
            return self._meaning(code)
        if value == _UP:
            self._held.discard(code)
            if code in _ALT and self._number:
                number, self._number = int(self._number), ""
                return chr(number) if number < 256 else ""
        return ""

    def _meaning(self, code: int) -> str:
        if code == _CAPS:
            self._caps = not self._caps
            return ""
        if self._held & _ALT:
            self._number = (self._number + _KEYPAD.get(code, ""))[:4]
            return ""
        shift = bool(self._held & _SHIFT)
        plain = _PLAIN.get(code) or _KEYPAD.get(code, "")
        if self._held & _CONTROL:
            return _control(_SHIFTED.get(code, plain) if shift or code == 7 else plain)
        if shift != (self._caps and plain.isalpha()):
            return _SHIFTED.get(code, plain)
        return plain


def _control(key: str) -> str:
    """Control with a key: letters are 1 to 26, then ``[ \\ ] ^ _``."""
    code = ord(key.upper()) - 64 if len(key) == 1 else -1
    return chr(code) if 0 < code < 32 else ""
