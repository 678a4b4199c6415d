"""The words of the reminder letters: what new templates say before staff edit them in Word.

One letter goes to one unit, the other to all units that its appendix lists. The variables are
those of ``reminders.letter``.
"""

from __future__ import annotations

TITLE = "Đôn đốc {{ noi_dung }}"
APPENDIX_LABEL = "Phụ lục"
APPENDIX_TITLE = (
    "DANH SÁCH CƠ QUAN, ĐƠN VỊ, ĐỊA PHƯƠNG CHƯA HOÀN THÀNH VIỆC GỬI {{ goi_tat|upper }}"
)


def _when(condition: str, *paragraphs: str) -> tuple[str, ...]:
    """Return ``paragraphs`` that only appear under ``condition``."""
    return (f"{{%p if {condition} %}}", *paragraphs, "{%p endif %}")


_DUTY = (
    "{% if can_cu %}Thực hiện {{ can_cu }}, các{% else %}Các{% endif %} cơ quan, đơn vị, địa "
    "phương {% if co_phieu %}{{ noi_dung }} về UBND tỉnh (qua {{ co_quan.ten }}){% else %}gửi "
    "{{ noi_dung }} về {{ co_quan.ten }}{% endif %} {% if nghiem_ngat %}trước{% else %}đến hết"
    "{% endif %} {{ han_nop }}"
)
_OVERDUE = (
    "{% if qua_han %}, quá hạn {{ so_ngay|dem }} ngày{% if so_ngay_lam_viec %} "
    "({{ so_ngay_lam_viec|dem }} ngày làm việc){% endif %}{% endif %}."
)
_SENDING = (
    "hoàn thành, gửi {{ goi_tat }}{% if co_phieu %} kèm phiếu báo cáo điện tử{% endif %} về "
    "{{ co_quan.ten }}"
)
_USE = "để kịp tổng hợp{% if co_phieu %}, báo cáo UBND tỉnh{% endif %}"
_REASON = "nêu rõ lý do chậm {% if not co_phieu %}gửi {% endif %}{{ goi_tat }}"
_MAILBOX = _when(
    "co_phieu and thu_dien_tu",
    "Phiếu báo cáo điện tử gửi đến địa chỉ thư điện tử {{ thu_dien_tu }}.",
)

SUBJECT = (
    "V/v {% if not qua_han %}nhắc thời hạn{% elif lan > 1 %}đôn đốc lần {{ lan_chu }} việc"
    "{% else %}đôn đốc{% endif %} {{ noi_dung }}"
)

BODY: tuple[str, ...] = (
    _DUTY + "{% if han_rieng %}; riêng {{ don_vi.goi }} {% if gia_han %}được gia hạn{% else %}nộp"
    "{% endif %} đến hết {{ ngay_cuoi }}{% elif doi_han %}; do ngày cuối của thời hạn là ngày nghỉ "
    "nên {{ goi_tat }} được nhận đến hết {{ ngay_cuoi }}{% endif %}.",
    *_when(
        "tra_lai",
        "{{ co_quan.ten }} đã trả lại {% if co_phieu %}phiếu báo cáo{% else %}{{ goi_tat }}"
        "{% endif %} của {{ don_vi.goi }} vào {{ tra_lai }} để hoàn chỉnh. Đến {{ ngay_xet_dai }}, "
        "{{ co_quan.ten }} chưa nhận được bản đã hoàn chỉnh" + _OVERDUE,
    ),
    *_when(
        "not tra_lai",
        "Đến {{ ngay_xet_dai }}, {{ co_quan.ten }} chưa nhận được {{ goi_tat }} của "
        "{{ don_vi.goi }}" + _OVERDUE,
    ),
    *_when(
        "lan > 1",
        "{{ co_quan.ten }} đã đôn đốc lần {{ lan_truoc_chu }}{% if ngay_truoc %} vào "
        "{{ ngay_truoc }}{% endif %}; đây là lần đôn đốc {{ lan_chu }}. Văn bản này được gửi đến "
        "{{ cap_tren }} để theo dõi, chỉ đạo.",
    ),
    *_when(
        "lan <= 1 and ngay_truoc",
        "Việc này {{ co_quan.ten }} đã nhắc vào {{ ngay_truoc }}.",
    ),
    *_when(
        "qua_han",
        "{{ co_quan.ten }} đề nghị {{ don_vi.goi }} khẩn trương "
        f"{_SENDING} ngay khi nhận được Công văn này {_USE}"
        "{% if lan > 1 %}; đồng thời " + _REASON + "{% endif %}.",
    ),
    *_when(
        "not qua_han",
        "{{ co_quan.ten }} đề nghị {{ don_vi.goi }} "
        f"{_SENDING} chậm nhất "
        "{{ gui_truoc }}{% if gui_truoc != ngay_cuoi %} (ngày làm việc cuối cùng của thời hạn)"
        "{% endif %} " + _USE + ".",
    ),
    *_MAILBOX,
)

CLOSING = "Rất mong nhận được sự quan tâm, phối hợp của {{ don_vi.goi }}./."

JOINT_SUBJECT = "V/v {% if ds_qua_han %}đôn đốc{% else %}nhắc thời hạn{% endif %} {{ noi_dung }}"

_SHORT = "{{ goi_tat }}"


def _missing(units: str) -> str:
    """Return what ``units``, a list of the joint letter, have not sent; some had it sent back."""
    returned = f"{units}_tra_lai"
    return (
        f"{{% if {returned}|length != {units}|length %}}chưa gửi {_SHORT}"
        f"{{% if {returned} %}} hoặc {{% endif %}}{{% endif %}}"
        f"{{% if {returned} %}}chưa gửi lại {_SHORT} đã được yêu cầu hoàn chỉnh{{% endif %}}"
    )


_ESCALATED = (
    "{% if ds_nhieu_lan %}{% if ds_nhieu_lan|length != ds_qua_han|length %}, trong đó "
    "{{ ds_nhieu_lan|length|dem }} đơn vị{% elif ds_nhieu_lan|length > 1 %}, đều{% else %},"
    "{% endif %} phải đôn đốc từ lần thứ hai trở lên{% endif %}"
)

JOINT_BODY: tuple[str, ...] = (
    f"{_DUTY}.",
    *_when(
        "ds_qua_han",
        "Đến {{ ngay_xet_dai }}, còn {{ ds_qua_han|length|dem }} cơ quan, đơn vị, địa phương quá "
        f"hạn {_missing('ds_qua_han')}{_ESCALATED} (danh sách tại Phụ lục kèm theo).",
        "{{ co_quan.ten }} đề nghị các cơ quan, đơn vị, địa phương quá hạn khẩn trương "
        f"{_SENDING} ngay khi nhận được Công văn này {_USE}.",
    ),
    *_when(
        "ds_nhieu_lan",
        f"Các đơn vị phải đôn đốc từ lần thứ hai trở lên {_REASON}. Văn bản này được gửi "
        "đến {{ cap_tren|join(', ') }} để theo dõi, chỉ đạo.",
    ),
    *_when(
        "ds_sap_den_han",
        "{% if ds_qua_han %}Ngoài ra, {% else %}Đến {{ ngay_xet_dai }}, {% endif %}còn "
        "{{ ds_sap_den_han|length|dem }} cơ quan, đơn vị, địa phương sắp đến hạn "
        f"{_missing('ds_sap_den_han')} (danh sách tại Phụ lục kèm theo); đề nghị hoàn thành, gửi "
        "{{ goi_tat }} đúng thời hạn.",
    ),
    *_MAILBOX,
)

JOINT_CLOSING = (
    "Rất mong nhận được sự quan tâm, phối hợp của các cơ quan, đơn vị, địa phương có tên tại Phụ "
    "lục./."
)
