Attribute VB_Name = "Functions"
Option Explicit

' Describes the cell functions to Excel's function wizard. The texts stand on the add-in's own
' sheet, a function a row: name, description, descriptions of its arguments.

Private Const TEXTS_SHEET As String = "functions"
Private Const CATEGORY_CELL As String = "A1"
Private Const FIRST_ROW As Long = 2

Public Sub DescribeFunctions()
    Dim sheet As Object, row As Long, hidden As Boolean, updating As Boolean
    On Error Resume Next
    Set sheet = ThisWorkbook.Worksheets(TEXTS_SHEET)
    If sheet Is Nothing Then Exit Sub
    updating = Application.ScreenUpdating
    hidden = ThisWorkbook.IsAddin
    Application.ScreenUpdating = False
    ' Excel edits no macro of a workbook that is hidden, as an add-in is.
    ThisWorkbook.IsAddin = False
    For row = FIRST_ROW To sheet.UsedRange.Rows.Count
        Describe sheet, row
    Next row
    ThisWorkbook.IsAddin = hidden
    ThisWorkbook.Saved = True
    Application.ScreenUpdating = updating
End Sub

Private Sub Describe(ByVal sheet As Object, ByVal row As Long)
    Dim texts() As String, count As Long
    On Error Resume Next
    Do While sheet.Cells(row, count + 3).Value <> ""
        ReDim Preserve texts(0 To count)
        texts(count) = sheet.Cells(row, count + 3).Value
        count = count + 1
    Loop
    If count = 0 Then
        Application.MacroOptions Macro:=sheet.Cells(row, 1).Value, _
            Description:=sheet.Cells(row, 2).Value, Category:=sheet.Range(CATEGORY_CELL).Value
    Else
        Application.MacroOptions Macro:=sheet.Cells(row, 1).Value, _
            Description:=sheet.Cells(row, 2).Value, Category:=sheet.Range(CATEGORY_CELL).Value, _
            ArgumentDescriptions:=texts
    End If
End Sub
