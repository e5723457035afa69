from dragoman.show.coverage import strip


def test_months_without_documents_are_gaps() -> None:
    told = strip(
        [{"month": "2022-01", "language": "en", "documents": 3}, {"month": "2022-04", "language": "ru", "documents": 1}]
    )
    assert told.periods == ("2022-01", "2022-02", "2022-03", "2022-04")
    assert told.gaps() == 2
    assert told.languages == ("en", "ru")
    assert (told.level("en", "2022-01"), told.level("en", "2022-02")) == (4, 0)


def test_many_months_are_told_as_years_and_the_undated_apart() -> None:
    told = strip([
        {"month": "1992-01", "language": "en", "documents": 1},
        {"month": "2022-04", "language": "en", "documents": 1},
        {"month": None, "language": None, "documents": 4},
    ])  # fmt: skip
    assert told.periods[0] == "1992"
    assert told.periods[-1] == "2022"
    assert told.undated == {"?": 4}
