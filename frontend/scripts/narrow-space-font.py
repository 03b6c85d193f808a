"""Writes public/fonts/narrow-space.woff2: one glyph, the narrow no-break space (U+202F), 0.2 em wide.

Needs: pip install fonttools brotli. Run it from the folder above.
"""

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

units_per_em = 1000
width = 200


def missing_glyph():
    pen = TTGlyphPen(None)
    pen.moveTo((20, 0))
    for point in ((20, 700), (180, 700), (180, 0)):
        pen.lineTo(point)
    pen.closePath()
    return pen.glyph()


font = FontBuilder(units_per_em, isTTF=True)
font.setupGlyphOrder([".notdef", "narrownobreakspace"])
font.setupCharacterMap({0x202F: "narrownobreakspace"})
font.setupGlyf({".notdef": missing_glyph(), "narrownobreakspace": TTGlyphPen(None).glyph()})
font.setupHorizontalMetrics({".notdef": (width, 0), "narrownobreakspace": (width, 0)})
# The ascent and descent of Atkinson Hyperlegible Next, so that no line grows.
font.setupHorizontalHeader(ascent=950, descent=-290)
font.setupNameTable({"familyName": "LitSpark Narrow Space", "styleName": "Regular"})
font.setupOS2(sTypoAscender=950, sTypoDescender=-290, usWinAscent=950, usWinDescent=290)
font.setupPost()
font.font.flavor = "woff2"
font.save("public/fonts/narrow-space.woff2")
