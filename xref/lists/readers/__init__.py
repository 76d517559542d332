"""Readers: one module per format, each with `FORMAT`, `recognise`, `files` and `read`.

Owns the order in which they are asked: the strictest first, a user's plain table last.
"""

from __future__ import annotations

from typing import cast

from xref.lists.readers import (
    dfat_table,
    eu_fsf_csv,
    eu_fsf_xml,
    eu_oj_csv,
    gb_ofsi_csv,
    gb_uksl_csv,
    gb_uksl_xml,
    gur_csv,
    jp_meti_text,
    jp_mof_table,
    kr_table,
    names_csv,
    nsdc_json,
    ofac_advanced,
    ofac_csv,
    ofac_enhanced,
    ofac_xml,
    opensanctions_csv,
    opensanctions_ftm,
    opensanctions_nested,
    opensanctions_senzing,
    seco_xml,
    sema_xml,
    un_xml,
    us_csl_csv,
    xref_yaml,
)
from xref.lists.readers.base import Reader

__all__ = ["READERS", "Reader"]

READERS: tuple[Reader, ...] = tuple(
    cast("Reader", module)
    for module in (
        ofac_xml,
        ofac_advanced,
        ofac_enhanced,
        un_xml,
        eu_fsf_xml,
        gb_uksl_xml,
        seco_xml,
        sema_xml,
        xref_yaml,
        ofac_csv,
        eu_fsf_csv,
        eu_oj_csv,
        opensanctions_csv,
        dfat_table,
        us_csl_csv,
        gur_csv,
        gb_uksl_csv,
        gb_ofsi_csv,
        opensanctions_nested,
        opensanctions_ftm,
        opensanctions_senzing,
        kr_table,
        nsdc_json,
        jp_meti_text,
        jp_mof_table,
        names_csv,
    )
)
