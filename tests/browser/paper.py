"""A newspaper that nobody printed: a PDF of one page, made anew for a test, so that no other document tells its events."""

LINES = (
    "Border Observer, 6 March 2021",
    "",
    "Sanctions on the steppe",
    "",
    "On 4 March 2021 Russia imposed sanctions on Kazakhstan.",
    "Kazakhstan condemned the decision of Moscow on 5 March 2021.",
    "The president of Kazakhstan said that the two countries remain partners.",
    "China offered Kazakhstan a loan of 300 million dollars on 6 March 2021.",
)


def make_pdf(lines: tuple[str, ...] = LINES) -> bytes:
    """A PDF with these lines."""
    shown = " ".join(f"({line}) Tj T*" for line in lines)
    stream = f"BT /F1 12 Tf 14 TL 72 770 Td {shown} ET"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    made, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    ending = f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(made)}\n%%EOF\n"
    return f"{made}xref\n0 {size}\n0000000000 65535 f \n{table}{ending}".encode("ascii")
