"""What the reading of a file notices beside its cells, each with the sentence that the sender reads."""

from lumbung.quality.checking import ERROR, WARNING, Reason

CELL_COUNT = "cell_count"
FORMULA = "formula_cell"
ROW_HIDDEN = "row_hidden"
COLUMN_HIDDEN = "column_hidden"
SHEET_HIDDEN = "sheet_hidden"
SHEET_NOT_READ = "sheet_not_read"
LINE_LEFT_OUT = "line_left_out"
NUMBER_CELL = "number_in_number_cell"
WHOLE_FILE = 0
"""The row of a remark about the whole file."""

REASONS = (
    Reason(
        CELL_COUNT,
        ERROR,
        id="Baris ini punya lebih banyak atau lebih sedikit sel daripada judul kolomnya.",
        en="This row has more or fewer cells than the headings.",
        do_id="Periksa tanda pemisah dan tanda kutip di baris ini.",
        do_en="Check the delimiters and the quotes in this row.",
    ),
    Reason(
        FORMULA,
        WARNING,
        id="Sel ini berisi rumus; yang dipakai nilainya ketika berkas terakhir disimpan.",
        en="This cell holds a formula; its value when the file was last saved is used.",
        do_id="Cocokkan nilainya, atau tempel sebagai nilai sebelum mengirim.",
        do_en="Compare the value, or paste it as a value before sending.",
    ),
    Reason(
        ROW_HIDDEN,
        WARNING,
        id="Baris ini disembunyikan di lembar kerja.",
        en="This row is hidden in the sheet.",
        do_id="Pastikan baris ini memang hendak dikirim; bila tidak, hapus lalu kirim lagi.",
        do_en="Make sure that it is meant to be sent; if not, delete it and send the file again.",
    ),
    Reason(
        COLUMN_HIDDEN,
        WARNING,
        id="Kolom ini disembunyikan di lembar kerja, tetapi tetap dibaca.",
        en="This column is hidden in the sheet, and was read all the same.",
        do_id="Pastikan isinya memang hendak dikirim.",
        do_en="Make sure that its contents are meant to be sent.",
    ),
    Reason(
        SHEET_HIDDEN,
        WARNING,
        id="Buku kerja ini punya lembar tersembunyi yang tidak dibaca.",
        en="This workbook has a hidden sheet, which was not read.",
        do_id="Tampilkan lembarnya bila isinya hendak dikirim.",
        do_en="Show the sheet if its contents are meant to be sent.",
    ),
    Reason(
        SHEET_NOT_READ,
        WARNING,
        id="Lembar lain di buku kerja ini juga berisi tabel dengan susunan kolom berbeda; lembar itu tidak dibaca.",
        en="Another sheet of this workbook holds a table with other columns; it was not read.",
        do_id="Kirim lembar itu sebagai berkas tersendiri.",
        do_en="Send that sheet as a file of its own.",
    ),
    Reason(
        LINE_LEFT_OUT,
        WARNING,
        id="Baris ini jumlah, tanda tangan, atau catatan, bukan orang; baris ini tidak dibaca.",
        en="This line is a total, a signature or a note, not a person; it was not read.",
        do_id="Tidak perlu apa-apa, kecuali bila baris ini sebenarnya orang.",
        do_en="Nothing needs doing, unless it is a person after all.",
    ),
    Reason(
        NUMBER_CELL,
        WARNING,
        id="Nomor ini disimpan sebagai angka, bukan teks; keenam belas angkanya masih utuh.",
        en="This number was kept as a number, not as text; all its sixteen digits are still there.",
        do_id="Jadikan kolomnya Teks pada berkas berikutnya.",
        do_en="Format the column as Text in the next file.",
    ),
)
