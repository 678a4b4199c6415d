"""The tables of the master workbook ("Sổ theo dõi"): the single source of truth.

Adding a column is one edit here. Headers, sheets, drop-downs, messages, checks, the form and the
guide follow. Table names and the headers of the form are relied on by other programs.
"""

from __future__ import annotations

from danvan_xl.schema.columns import Column, Table, Type
from danvan_xl.schema.lists import KINDS
from danvan_xl.schema.obligation_formulas import (
    due_formula,
    last_day_formula,
    overdue_formula,
    received_formula,
)
from danvan_xl.schema.submission_formulas import (
    days_formula,
    quality_formula,
    rank_formula,
    status_formula,
    subordinates_formula,
    working_days_formula,
)

C = Type.CODE
T = Type.TEXT
L = Type.LONG_TEXT
CH = Type.CHOICE
I = Type.INTEGER  # noqa: E741 - short names keep the tables below readable as tables
N = Type.NUMBER
D = Type.DATE
F = Type.FORMULA

UNIT_CODE = Column("unit_code", "Mã đơn vị", C, 11, "Mã của đơn vị trong trang Đơn vị.", required=True)
UNIT_NAME = Column("unit_name", "Đơn vị", T, 34, "Tên đơn vị, chương trình điền theo mã.")
YEAR = Column("year", "Năm", I, 7, "Năm của kỳ báo cáo.", required=True, minimum=2016, maximum=2100)
MARKS = Column(
    "marks",
    "Ô có lỗi",
    L,
    18,
    "Chương trình ghi tên các cột có lỗi của dòng; các ô đó được tô và đóng khung.",
    printed=False,
)

UNITS = Table(
    "units",
    "tblUnits",
    "Đơn vị",
    "DANH SÁCH ĐƠN VỊ",
    (
        Column("code", "Mã đơn vị", C, 11, "Mã duy nhất, là chữ; giữ nguyên số 0 ở đầu.", required=True),
        Column("name", "Tên đơn vị", T, 44, "Tên đầy đủ, đúng chính tả.", required=True),
        Column("kind", "Loại đơn vị", CH, 26, "Quyết định phiếu và chỉ tiêu của đơn vị.", required=True, choices="kind"),
        Column("group", "Nhóm", T, 24, "Nhóm dùng khi thống kê."),
        Column("parent_code", "Mã cấp trên", C, 12, "Mã của đơn vị cấp trên trực tiếp; để trống nếu trực thuộc tỉnh."),
        Column("reports", "Báo cáo về tỉnh", CH, 10, "Đánh x nếu đơn vị phải báo cáo trực tiếp về tỉnh.", choices="mark"),
        Column("contact", "Người liên hệ", T, 24, "Họ tên người làm báo cáo của đơn vị."),
        Column("phone", "Điện thoại", C, 14, "Số điện thoại, là chữ để giữ số 0 ở đầu."),
        Column("email", "Thư điện tử", T, 28, "Địa chỉ thư điện tử nhận phiếu và thư đôn đốc."),
        Column("valid_from", "Có từ ngày", D, 12, "Ngày đơn vị bắt đầu hoạt động.", printed=False),
        Column("valid_to", "Đến hết ngày", D, 12, "Ngày cuối cùng; để trống nếu còn hoạt động.", printed=False),
        Column("successors", "Đơn vị kế tiếp", T, 18, "Mã các đơn vị kế tục, cách nhau bằng dấu chấm phẩy.", printed=False),
        Column("note", "Ghi chú", L, 24, "Ghi chú của cán bộ theo dõi.", printed=False),
        Column("history", "Nộp các năm trước", T, 70, "Chương trình ghi khi bấm Các năm trước.", printed=False, one_line=True),
    ),
    ("code",),
    "Các đơn vị của năm báo cáo. Cán bộ sửa, thêm người liên hệ và thư điện tử tại đây.",
)

INITIATIVES = Table(
    "initiatives",
    "tblInitiatives",
    "Mô hình",
    'SỔ ĐĂNG KÝ MÔ HÌNH, ĐIỂN HÌNH "DÂN VẬN KHÉO"',
    (
        Column("code", "Mã mô hình", C, 17, "Chương trình cấp và giữ qua các năm; mô hình mới để trống.", in_form=True, synonyms=("Mã MH", "Mã số mô hình", "Mã mô hình, điển hình", "Mã số", "Mã")),
        Column("unit_code", "Mã đơn vị", C, 11, "Mã của đơn vị trong trang Đơn vị.", required=True),
        UNIT_NAME,
        Column("name", "Tên mô hình, điển hình", L, 40, "Tên ngắn gọn, nêu được việc làm.", required=True, in_form=True, synonyms=("Tên mô hình", "Tên mô hình, điển hình dân vận khéo", "Tên mô hình dân vận khéo", "Mô hình, điển hình", "Mô hình", "Tên điển hình", "Tên gọi", "Tên MH", "Tên MH, ĐH", "Mô hình/điển hình", "Nội dung mô hình")),
        Column("kind", "Loại", CH, 11, "Tập thể hoặc Cá nhân.", required=True, choices="initiative_kind", in_form=True, synonyms=("Loại mô hình", "Loại hình", "Tập thể/cá nhân", "Phân loại")),
        Column("field", "Lĩnh vực", CH, 20, "Chọn một trong bốn lĩnh vực.", required=True, choices="field", in_form=True, synonyms=("Thuộc lĩnh vực", "Lĩnh vực hoạt động", "Nhóm lĩnh vực")),
        Column("stage", "Giai đoạn", CH, 16, "Tình trạng của mô hình đến ngày báo cáo.", required=True, choices="stage", in_form=True, yearly=True, synonyms=("Giai đoạn thực hiện", "Tình trạng", "Trạng thái", "Tình trạng thực hiện")),
        Column("year", "Năm đăng ký", I, 9, "Năm mô hình được đăng ký lần đầu.", required=True, minimum=2009, maximum=2100, in_form=True, synonyms=("Năm ĐK", "Năm đăng ký lần đầu", "Năm bắt đầu đăng ký")),
        Column("place", "Địa bàn, đối tượng", L, 26, "Nơi thực hiện và người được hưởng lợi.", in_form=True, synonyms=("Địa bàn", "Địa bàn thực hiện", "Địa điểm", "Nơi thực hiện", "Địa bàn, đối tượng thực hiện")),
        Column("beneficiaries", "Số người hưởng lợi", I, 11, "Số người hoặc hộ được hưởng lợi, là số nguyên.", unit="người", minimum=0, maximum=2_000_000, in_form=True, synonyms=("Số người được hưởng lợi", "Người hưởng lợi", "Số hộ, người hưởng lợi", "Số người, hộ hưởng lợi", "Số hộ hưởng lợi", "Số lượt người hưởng lợi")),
        Column("money", "Kinh phí", Type.MONEY, 15, "Tổng kinh phí huy động, tính bằng đồng.", unit="đồng", minimum=0, maximum=1_000_000_000_000, in_form=True, synonyms=("Kinh phí (đồng)", "Kinh phí (VNĐ)", "Kinh phí thực hiện", "Tổng kinh phí", "Kinh phí huy động", "Số tiền", "Tổng kinh phí huy động", "Tổng kinh phí thực hiện", "Kinh phí đã huy động", "Tổng chi", "Tổng chi phí", "Chi phí", "Tổng số tiền")),
        Column("decision_number", "Số quyết định công nhận", C, 17, "Số, ký hiệu quyết định công nhận, ví dụ 12/QĐ-UBND.", in_form=True, synonyms=("Số quyết định", "Số QĐ", "QĐ công nhận", "Số QĐ công nhận", "Quyết định công nhận", "Số, ký hiệu quyết định", "Quyết định số")),
        Column("decision_date", "Ngày quyết định", D, 12, "Ngày ký quyết định công nhận (ngày/tháng/năm).", in_form=True, synonyms=("Ngày QĐ", "Ngày quyết định công nhận", "Ngày QĐ công nhận", "Ngày công nhận", "Ngày ký quyết định", "Quyết định ngày")),
        Column("level", "Cấp công nhận", CH, 14, "Bắt buộc khi giai đoạn là Được công nhận.", choices="level", in_form=True, synonyms=("Cấp QĐ công nhận", "Cấp quyết định công nhận", "Cấp quyết định")),
        Column("commendation", "Đề nghị khen thưởng", CH, 24, "Chọn hình thức nếu đề nghị khen thưởng.", choices="commendation", in_form=True, yearly=True, synonyms=("Đề nghị khen", "Hình thức khen thưởng", "Hình thức đề nghị khen thưởng")),
        Column("situation", "Tình hình, lý do", L, 40, "Vì sao cần mô hình: tình hình, vấn đề ở địa bàn, đơn vị.", in_form=True, printed=False, synonyms=("Tình hình", "Lý do xây dựng", "Sự cần thiết")),
        Column("goals", "Mục tiêu, tiêu chí", L, 40, "Mục tiêu và tiêu chí để biết mô hình đạt.", in_form=True, printed=False, synonyms=("Mục tiêu", "Tiêu chí")),
        Column("content", "Nội dung, cách làm", L, 40, "Việc sẽ làm và cách làm.", in_form=True, printed=False, synonyms=("Nội dung", "Cách làm", "Nội dung thực hiện")),
        Column("lead", "Chủ trì, phối hợp", L, 34, "Đơn vị chủ trì, phối hợp và người tham gia.", in_form=True, printed=False, synonyms=("Chủ trì", "Đơn vị chủ trì", "Đơn vị thực hiện", "Đơn vị chủ trì, phối hợp")),
        Column("resources", "Nguồn lực, thời gian", L, 34, "Kinh phí, nhân lực; ngày bắt đầu, sơ kết, kết thúc.", in_form=True, printed=False, synonyms=("Nguồn lực", "Nguồn lực thực hiện")),
        Column("outputs", "Sản phẩm, kết quả dự kiến", L, 36, "Kết quả cụ thể mô hình đem lại.", in_form=True, printed=False, synonyms=("Kết quả dự kiến", "Sản phẩm", "Sản phẩm dự kiến")),
        Column("prospects", "Khả năng duy trì, nhân rộng", L, 36, "Tính bền vững, sức lan tỏa, nơi có thể làm theo.", in_form=True, printed=False, synonyms=("Khả năng nhân rộng", "Khả năng duy trì", "Khả năng duy trì và nhân rộng")),
        Column("results", "Kết quả trong năm", L, 40, "Kết quả đạt được trong năm báo cáo.", in_form=True, yearly=True, printed=False, synonyms=("Kết quả", "Kết quả thực hiện", "Kết quả đạt được", "Kết quả thực hiện trong năm", "Kết quả nổi bật", "Kết quả chính")),
        Column("contact", "Người liên hệ", T, 22, "Họ tên, điện thoại người nắm mô hình.", in_form=True, printed=False, synonyms=("Người phụ trách", "Người liên lạc", "Người liên hệ, điện thoại", "Đầu mối", "Đầu mối liên hệ")),
        Column("reason", "Lý do dừng, ghi chú", L, 30, "Bắt buộc nêu lý do khi giai đoạn là Dừng.", in_form=True, yearly=True, printed=False, synonyms=("Ghi chú", "Lý do dừng")),
        Column("source", "Nguồn", T, 30, "Tệp và ô của phiếu mà dòng này được lấy ra.", printed=False),
        MARKS,
    ),
    ("unit_code", "code"),
    "Mỗi mô hình một dòng. Chương trình nhập từ phiếu của đơn vị; cán bộ có thể sửa, thêm cột, lọc, sắp xếp.",
    marks="marks",
    lines=3,
)

SUBMISSIONS = Table(
    "submissions",
    "tblSubmissions",
    "Báo cáo",
    "THEO DÕI BÁO CÁO CỦA ĐƠN VỊ",
    (
        YEAR,
        UNIT_CODE,
        UNIT_NAME,
        Column("obligation", "Nội dung nộp", CH, 16, "Việc phải nộp, theo trang Hạn nộp.", choices="obligation"),
        Column("last_day", "Ngày cuối đúng hạn", D, 12, "Nộp sau ngày này là muộn; chương trình tính từ hạn nộp và ngày gia hạn."),
        Column("extension", "Gia hạn đến", D, 12, "Ngày cuối cùng đơn vị được nộp, nếu được gia hạn."),
        Column("received", "Ngày nhận", D, 12, "Ngày Sở nhận được báo cáo. Cán bộ sửa được nếu ngày thực nhận khác."),
        Column("returned", "Ngày trả lại", D, 12, "Ngày trả phiếu để đơn vị sửa."),
        Column("exempt", "Miễn báo cáo", CH, 9, "Đánh x nếu đơn vị được miễn báo cáo kỳ này.", choices="mark"),
        Column("reminders", "Lần đôn đốc", I, 8, "Số lần đã đôn đốc vì quá hạn; chương trình đếm khi lập công văn đôn đốc.", unit="lần", minimum=0, maximum=100),
        Column("reminded", "Ngày đôn đốc", D, 12, "Ngày lập công văn đôn đốc gần nhất. Cán bộ sửa được nếu ngày gửi khác."),
        Column("document_number", "Số văn bản", C, 16, "Số, ký hiệu báo cáo của đơn vị."),
        Column("document_date", "Ngày văn bản", D, 13, "Ngày ký báo cáo của đơn vị."),
        Column("note", "Ghi chú", L, 24, "Ghi chú của cán bộ theo dõi."),
        Column("kind", "Loại đơn vị", CH, 24, "Loại đơn vị, chương trình điền theo trang Đơn vị.", choices="kind", printed=False),
        Column("parent_code", "Mã cấp trên", C, 12, "Đơn vị cấp trên, chương trình điền theo trang Đơn vị.", printed=False),
        Column("reporter", "Người báo cáo", T, 22, "Người lập phiếu.", printed=False),
        Column("phone", "Điện thoại", C, 14, "Điện thoại của người lập phiếu.", printed=False),
        Column("version", "Mẫu phiếu", C, 8, "Phiên bản mẫu phiếu.", printed=False),
        Column("file", "Tệp", T, 30, "Tên tệp phiếu đã nhập.", printed=False),
        Column("sha256", "Mã băm", C, 16, "Mã băm SHA-256 của tệp đã nhập, để nhận ra tệp trùng.", printed=False),
        Column("content", "Mã băm nội dung", C, 16, "Mã băm của những gì phiếu ghi, để nhận ra cùng một phiếu được lưu lại.", printed=False),
        Column("known", "Các bản khác", C, 16, "Các bản phiếu đã đọc mà không dùng: ngày nhận, tình trạng, mã băm.", printed=False),
        Column("entered", "Ngày nhập", D, 12, "Ngày nhập phiếu vào sổ.", printed=False),
        MARKS,
        Column("status", "Trạng thái", F, 14, "Tự tính theo ngày xét.", formula=status_formula()),
        Column("days", "Số ngày", F, 9, "Số ngày còn lại, quá hạn hoặc nộp muộn.", unit="ngày", formula=days_formula(), format="0"),
        Column("working_days", "Ngày làm việc", F, 9, "Trong số ngày ấy, bao nhiêu là ngày làm việc; tự tính.", unit="ngày", formula=working_days_formula(), format="0"),
        Column("quality", "Chất lượng", F, 13, "Báo cáo năm đã nhận: đủ số liệu, thiếu số liệu, hay có lỗi ở trang Lỗi.", formula=quality_formula()),
        Column("subordinates", "Cấp dưới đã nộp", F, 32, "Bao nhiêu đơn vị cấp dưới đã báo cáo: theo phiếu của đơn vị, và theo phiếu có trong sổ.", formula=subordinates_formula(), printed=False),
        Column("rank", "Xếp hạng quá hạn", F, 10, "Dùng để xếp đơn vị quá hạn lâu nhất lên đầu.", formula=rank_formula(), format="0.00;;", printed=False),
    ),
    ("year", "unit_code", "obligation"),
    "Mỗi đơn vị và việc phải nộp một dòng. Trạng thái, số ngày tự đổi theo ngày; bước Quá hạn cập nhật ngày cuối đúng hạn.",
    marks="marks",
)

RESULTS = Table(
    "results",
    "tblResults",
    "Kết quả",
    "KẾT QUẢ THEO CHỈ TIÊU CỦA TỪNG ĐƠN VỊ",
    (
        YEAR,
        UNIT_CODE,
        UNIT_NAME,
        Column("indicator", "Mã chỉ tiêu", C, 10, "Mã chỉ tiêu trong trang Danh mục.", required=True, in_form=True, synonyms=("Mã CT", "Mã số chỉ tiêu", "Mã số", "Mã", "Ký hiệu chỉ tiêu")),
        Column("text", "Chỉ tiêu", L, 60, "Nội dung chỉ tiêu.", in_form=True, synonyms=("Tên chỉ tiêu", "Nội dung chỉ tiêu", "Nội dung", "Nội dung báo cáo")),
        Column("unit", "Đơn vị tính", T, 12, "Đơn vị tính của số liệu.", in_form=True, synonyms=("ĐVT", "Đơn vị đo", "Đơn vị")),
        Column("value", "Số liệu", N, 12, "Con số của cả kỳ báo cáo.", in_form=True, synonyms=("Số lượng", "Kết quả", "Kết quả thực hiện", "Số liệu báo cáo", "Kết quả đạt được", "Thực hiện", "Số thực hiện", "Đã thực hiện", "Số liệu thực hiện", "Giá trị", "KQ", "KQ thực hiện", "Con số")),
        Column("note", "Ghi chú", L, 30, "Giải thích thêm nếu cần.", in_form=True, synonyms=("Ghi chú, giải trình", "Ghi chú, giải thích", "Chú thích", "Giải trình")),
        Column("source", "Nguồn", T, 38, "Tệp và ô của phiếu mà số liệu được lấy ra.", printed=False),
        MARKS,
    ),
    ("year", "unit_code", "indicator"),
    "Mỗi dòng là một chỉ tiêu của một đơn vị, kèm tệp và ô của phiếu mà số liệu được lấy ra.",
    marks="marks",
    lines=2,
)


def _totals_live() -> str:
    """Return the formula that sums an indicator over all units; ``consolidation`` says the same."""
    t = "tblTotals[[#This Row],[{}]]"

    def sum_of(code: str) -> str:
        return f"SUMIFS(tblResults[Số liệu],tblResults[Mã chỉ tiêu],{t.format(code)})"

    how = t.format("Cách tổng hợp")
    return (
        f'=IF({t.format("Mã chỉ tiêu")}="","",IF({how}="Cộng",'
        f'IF({t.format("Số đơn vị có số liệu")}=0,"",{sum_of("Mã chỉ tiêu")}),'
        f'IF({how}="Bình quân",IFERROR(AVERAGEIFS(tblResults[Số liệu],tblResults[Mã chỉ tiêu],'
        f'{t.format("Mã chỉ tiêu")}),""),'
        f'IF({how}="Tỷ lệ",IFERROR(100*{sum_of("Mã tử số")}/{sum_of("Mã mẫu số")},""),""))))'
    )


def _totals_answers() -> str:
    t = "tblTotals[[#This Row],[{}]]"
    code = t.format("Mã chỉ tiêu")
    asked = f'IF({t.format("Cách tổng hợp")}="Tỷ lệ",{t.format("Mã mẫu số")},{code})'
    return f'=IF({code}="","",COUNTIFS(tblResults[Mã chỉ tiêu],{asked},tblResults[Số liệu],"<>"))'


def _totals_check() -> str:
    t = "tblTotals[[#This Row],[{}]]"
    live, frozen = t.format("Tính lại"), t.format("Số chốt")
    return (
        f'=IF({t.format("Mã chỉ tiêu")}="","",IF(AND({live}="",{frozen}=""),"",'
        f'IF({frozen}="","Chưa chốt",IF({live}="","Đã thay đổi",'
        f'IF(ABS({live}-{frozen})<0.000001,"Khớp","Đã thay đổi")))))'
    )


TOTALS = Table(
    "totals",
    "tblTotals",
    "Tổng hợp",
    "TỔNG HỢP TOÀN TỈNH THEO CHỈ TIÊU",
    (
        Column("indicator", "Mã chỉ tiêu", C, 10, "Mã chỉ tiêu trong trang Danh mục.", required=True),
        Column("text", "Chỉ tiêu", L, 60, "Nội dung chỉ tiêu."),
        Column("unit", "Đơn vị tính", T, 12, "Đơn vị tính."),
        Column("paragraph", "Mục", I, 10, "Mục của Công văn 4418/UBND-NC."),
        Column("aggregation", "Cách tổng hợp", CH, 14, "Cộng, Bình quân, Tỷ lệ hoặc Không cộng.", choices="aggregation"),
        Column("numerator", "Mã tử số", C, 10, "Chỉ tiêu tử số của tỷ lệ."),
        Column("denominator", "Mã mẫu số", C, 10, "Chỉ tiêu mẫu số của tỷ lệ."),
        Column("total", "Số chốt", N, 14, "Con số chương trình chốt ở bước Tổng hợp."),
        Column("live", "Tính lại", F, 14, "Tự tính từ trang Kết quả.", formula=_totals_live(), format="#,##0"),
        Column("answers", "Số đơn vị có số liệu", F, 12, "Số đơn vị đã có số liệu.", unit="đơn vị", formula=_totals_answers()),
        Column("check", "Đối chiếu", F, 13, "Khớp, hoặc số liệu đã đổi sau lần tổng hợp.", formula=_totals_check()),
    ),
    ("indicator",),
    "Bước Tổng hợp ghi cột Số chốt; cột Tính lại luôn theo trang Kết quả, cột Đối chiếu cho biết hai số có khớp.",
)

COMMENDATIONS = Table(
    "commendations",
    "tblCommendations",
    "Khen thưởng",
    "ĐỀ NGHỊ KHEN THƯỞNG",
    (
        Column("unit_code", "Mã đơn vị", C, 11, "Mã của đơn vị trong trang Đơn vị.", required=True),
        UNIT_NAME,
        Column("initiative_code", "Mã mô hình", C, 17, "Mã mô hình được đề nghị.", required=True),
        Column("name", "Tên mô hình, điển hình", L, 40, "Tên mô hình, điển hình được đề nghị."),
        Column("kind", "Loại", CH, 11, "Tập thể hoặc Cá nhân.", choices="initiative_kind"),
        Column("commendation", "Hình thức đề nghị", CH, 24, "Hình thức khen thưởng.", choices="commendation"),
        Column("achievement", "Thành tích tóm tắt", L, 52, "Kết quả của mô hình trong năm."),
        Column("state", "Tình trạng", CH, 12, "Đề nghị, Đã trình, Đã khen, Không xét.", choices="commendation_state"),
        Column("decision", "Quyết định khen thưởng", C, 22, "Số, ngày quyết định khen thưởng."),
    ),
    ("unit_code", "initiative_code"),
    "Chương trình lập từ cột Đề nghị khen thưởng của phiếu; cán bộ ghi tình trạng và quyết định.",
    lines=4,
)

_FINDING = "tblFindings[[#This Row],[{}]]"

FINDINGS = Table(
    "findings",
    "tblFindings",
    "Lỗi",
    "LỖI VÀ CẢNH BÁO",
    (
        Column("severity", "Mức độ", CH, 10, "Lỗi phải sửa; Cảnh báo để cán bộ xem lại.", choices="severity"),
        Column("code", "Mã lỗi", C, 8, "Mã lỗi, xem trang Hướng dẫn.", required=True),
        Column("unit_code", "Mã đơn vị", C, 11, "Đơn vị có lỗi."),
        UNIT_NAME,
        Column("file", "Tệp", T, 26, "Tệp phiếu có lỗi; để trống nếu lỗi nằm trong sổ này."),
        Column("sheet", "Trang tính", T, 12, "Trang tính có lỗi."),
        Column("cell", "Ô", C, 8, "Địa chỉ ô có lỗi."),
        Column("column", "Cột", T, 18, "Tiêu đề cột có lỗi."),
        Column("message", "Nội dung", L, 48, "Điều gì sai."),
        Column("remedy", "Việc cần làm", L, 38, "Cách sửa."),
        Column(
            "link",
            "Đến ô",
            F,
            10,
            "Bấm để nhảy đến ô có lỗi.",
            formula=(
                f'=IF(OR({_FINDING.format("Mã lỗi")}="",{_FINDING.format("Tệp")}<>"",'
                f'{_FINDING.format("Ô")}=""),"",HYPERLINK("#\'"&{_FINDING.format("Trang tính")}&"\'!"'
                f'&{_FINDING.format("Ô")},"Đến ô"))'
            ),
        ),
    ),
    ("code", "unit_code", "file", "sheet", "cell", "column", "message"),
    "Bước Nhập phiếu và Kiểm tra điền trang này và xóa những gì đã sửa.",
    lines=3,
)

LOG = Table(
    "log",
    "tblLog",
    "Nhật ký",
    "NHẬT KÝ",
    (
        Column("time", "Thời điểm", Type.MOMENT, 17, "Lúc lệnh chạy xong.", required=True),
        Column("user", "Người thực hiện", T, 20, "Tài khoản máy tính."),
        Column("command", "Lệnh", T, 16, "Lệnh đã chạy."),
        Column("target", "Đối tượng", L, 40, "Tệp, thư mục hoặc đơn vị."),
        Column("outcome", "Kết quả", L, 70, "Đã làm gì, bao nhiêu."),
    ),
    ("time",),
    "Mỗi lệnh làm thay đổi sổ ghi một dòng: lúc nào, ai, làm gì.",
    lines=2,
)

SETTINGS = Table(
    "settings",
    "tblSettings",
    "Cấu hình",
    "CẤU HÌNH",
    (
        Column("key", "Khóa", T, 24, "Tên gọi của mục trong dòng lệnh.", required=True),
        Column("label", "Mục", T, 40, "Ý nghĩa của mục."),
        Column("value", "Giá trị", Type.ANY, 62, "Giá trị hiện dùng; sửa tại đây."),
        Column("help", "Giải thích", L, 64, "Cách điền."),
    ),
    ("key",),
    "Sửa cột Giá trị. Mật khẩu không bao giờ để trong sổ này.",
)

INDICATORS = Table(
    "indicators",
    "tblIndicators",
    "Danh mục",
    "DANH MỤC CHỈ TIÊU",
    (
        Column("code", "Mã chỉ tiêu", C, 10, "Mã duy nhất của chỉ tiêu.", required=True),
        Column("text", "Chỉ tiêu", L, 60, "Nội dung chỉ tiêu như in trên phiếu.", required=True),
        Column("unit", "Đơn vị tính", T, 12, "Đơn vị tính.", required=True),
        Column("paragraph", "Mục", I, 6, "Mục của Công văn 4418/UBND-NC.", minimum=1, maximum=9),
        Column("provincial_body", "Sở, ban, ngành", CH, 9, "Đánh x nếu loại đơn vị này phải trả lời.", choices="mark"),
        Column("information_body", "Cơ quan quản lý thông tin", CH, 9, "Đánh x nếu loại đơn vị này phải trả lời.", choices="mark"),
        Column("press", "Báo, đài", CH, 9, "Đánh x nếu loại đơn vị này phải trả lời.", choices="mark"),
        Column("district", "Huyện, thị xã, thành phố", CH, 9, "Đánh x nếu loại đơn vị này phải trả lời.", choices="mark"),
        Column("commune", "Xã, phường, đặc khu", CH, 9, "Đánh x nếu loại đơn vị này phải trả lời.", choices="mark"),
        Column("whole", "Số nguyên", CH, 8, "Đánh x nếu chỉ nhận số nguyên.", choices="mark"),
        Column("minimum", "Nhỏ nhất", N, 10, "Giá trị nhỏ nhất hợp lý."),
        Column("maximum", "Lớn nhất", N, 12, "Giá trị lớn nhất hợp lý."),
        Column("aggregation", "Cách tổng hợp", CH, 14, "Cộng, Bình quân, Tỷ lệ hoặc Không cộng.", required=True, choices="aggregation"),
        Column("numerator", "Mã tử số", C, 9, "Với Tỷ lệ: mã chỉ tiêu tử số."),
        Column("denominator", "Mã mẫu số", C, 9, "Với Tỷ lệ: mã chỉ tiêu mẫu số."),
        Column(
            "tally",
            "Đối chiếu với",
            T,
            34,
            "Con số phải bằng số dòng của sổ, ví dụ «Mô hình: Giai đoạn = Dừng», «Mô hình: tất cả», «Đơn vị: trực thuộc»; «Đơn vị: trực thuộc đã nộp» chỉ để theo dõi cấp dưới.",
        ),
    ),
    ("code",),
    "Cán bộ thêm, sửa chỉ tiêu tại đây; phiếu phát sau đó theo danh mục mới.",
)

RULES = Table(
    "rules",
    "tblRules",
    "Danh mục",
    "QUAN HỆ GIỮA CÁC CHỈ TIÊU",
    (
        Column("code", "Mã quan hệ", C, 10, "Mã duy nhất của quan hệ.", required=True),
        Column("left", "Vế trái", T, 36, "Mã chỉ tiêu, cộng trừ được, ví dụ CT402+CT403.", required=True),
        Column("operator", "Phép so sánh", CH, 11, "<=, = hoặc kéo theo (vế trái > 0 thì vế phải > 0).", required=True, choices="operator"),
        Column("right", "Vế phải", T, 36, "Mã chỉ tiêu, cộng trừ được.", required=True),
        Column("message", "Diễn giải", L, 80, "Câu báo cho đơn vị khi quan hệ sai.", required=True),
    ),
    ("code",),
    "Kiểm tra giữa các con số của một phiếu; cán bộ thêm, sửa được.",
)

OBLIGATIONS = Table(
    "obligations",
    "tblObligations",
    "Hạn nộp",
    "NỘI DUNG PHẢI NỘP TRONG NĂM",
    (
        Column("name", "Nội dung nộp", T, 24, "Tên ngắn, ví dụ Báo cáo năm, Đăng ký mô hình.", required=True),
        Column("deadline", "Hạn nộp", D, 12, "Ngày hạn ghi trong văn bản. Để trống: theo mục Hạn nộp của trang Cấu hình."),
        Column("strict", "Đúng ngày hạn đã là muộn", CH, 11, "Có: «trước ngày». Không: «đến hết ngày». Để trống: theo trang Cấu hình.", choices="yes_no"),
        Column("next_working_day", "Dời sang ngày làm việc", CH, 11, "Có: ngày cuối rơi vào ngày nghỉ thì dời sang ngày làm việc kế tiếp. Để trống: theo trang Cấu hình.", choices="yes_no"),
        *(
            Column(key, label, CH, 9, "Đánh x nếu loại đơn vị này phải nộp.", choices="mark")
            for key, label in KINDS.items()
        ),
        Column("units", "Chỉ các đơn vị", L, 20, "Mã các đơn vị phải nộp, cách nhau bằng dấu chấm phẩy; có ghi thì không theo loại đơn vị nữa."),
        Column("title", "Tên trong văn bản", L, 34, "Chữ in trong công văn, nối được sau «V/v đôn đốc»."),
        Column("basis", "Căn cứ", L, 30, "Văn bản yêu cầu, in trong công văn đôn đốc."),
        Column("last_day", "Ngày cuối đúng hạn", F, 12, "Tự tính từ hạn nộp; chưa kể gia hạn của từng đơn vị.", formula=last_day_formula(), format="dd/mm/yyyy"),
        Column("due", "Phải nộp", F, 9, "Số đơn vị phải nộp, không kể được miễn.", unit="đơn vị", formula=due_formula(), format="0"),
        Column("received", "Đã nộp", F, 9, "Số đơn vị đã nộp, kể cả phiếu đang trả lại.", unit="đơn vị", formula=received_formula(), format="0"),
        Column("overdue", "Quá hạn", F, 9, "Số đơn vị đang quá hạn.", unit="đơn vị", formula=overdue_formula(), format="0"),
    ),
    ("name",),
    "Mỗi việc phải nộp trong năm một dòng, có hạn riêng; thêm dòng rồi bấm Quá hạn. Báo cáo năm là việc nộp bằng phiếu.",
    lines=2,
)

HOLIDAYS = Table(
    "holidays",
    "tblHolidays",
    "Hạn nộp",
    "NGÀY NGHỈ, NGÀY LÀM BÙ",
    (
        Column("day", "Ngày nghỉ", D, 12, "Ngày nghỉ lễ, tết, kể cả ngày nghỉ hoán đổi."),
        Column("make_up", "Làm bù vào", D, 12, "Thứ Bảy, Chủ nhật phải làm việc bù."),
        Column("name", "Tên ngày nghỉ", T, 34, "Tên ngày nghỉ hoặc lý do làm bù."),
    ),
    ("day", "make_up"),
    "Dùng khi tính ngày làm việc; sửa theo thông báo lịch nghỉ hằng năm.",
)

MASTER: tuple[Table, ...] = (
    UNITS,
    INITIATIVES,
    SUBMISSIONS,
    RESULTS,
    TOTALS,
    COMMENDATIONS,
    FINDINGS,
    LOG,
    SETTINGS,
    INDICATORS,
    RULES,
    OBLIGATIONS,
    HOLIDAYS,
)
"""Every table of the master, in the order of the sheets."""

BY_KEY: dict[str, Table] = {table.key: table for table in MASTER}

DASHBOARD_SHEET = "Bảng theo dõi"
CATALOGUE_SHEET = "Danh mục"
DEADLINES_SHEET = "Hạn nộp"
GUIDE_SHEET = "Hướng dẫn"

MASTER_SHEETS: tuple[str, ...] = (
    DASHBOARD_SHEET,
    "Đơn vị",
    "Mô hình",
    "Báo cáo",
    DEADLINES_SHEET,
    "Kết quả",
    "Tổng hợp",
    "Khen thưởng",
    "Lỗi",
    "Nhật ký",
    "Cấu hình",
    CATALOGUE_SHEET,
    GUIDE_SHEET,
)
"""Sheets of the master in their order."""
