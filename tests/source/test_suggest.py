from targetbook.source import nearest

KEYS = ("fiscal", "special_account", "other")
LABELS = {"财政拨款": "fiscal", "财政专户资金": "special_account"}


def test_a_misspelt_key_finds_the_key_that_was_meant() -> None:
    assert nearest("fiscal_apropriation", ("fiscal_appropriation", "other")) == "fiscal_appropriation"
    assert nearest("Special-Account", KEYS) == "special_account"
    assert nearest("ｆｉｓｃａｌ", KEYS) == "fiscal"


def test_a_chinese_label_finds_its_key() -> None:
    assert nearest("财政拨款", KEYS, LABELS) == "fiscal"
    assert nearest("财政专户", KEYS, LABELS) == "special_account"


def test_nothing_is_suggested_for_a_word_like_none() -> None:
    assert nearest("甲", KEYS, LABELS) is None
    assert nearest("xyz", ()) is None
