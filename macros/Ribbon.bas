Attribute VB_Name = "Ribbon"
Option Explicit

' Callbacks of the ribbon. A button's tag holds the texts of its choosers, parts separated by "|".
' Every function of danvan_xl.ribbon has one button and one sub here.

Private Const ADDIN_FILE As String = "danvan_xl.xlam"
Private Const PERIOD_NAME As String = "ribbon_label"
Private Const MASTER_TABLE As String = "tblSettings"

' More than one when Excel gives the callback of another open file to this project.
Private mRibbons As Collection

Public Sub OnRibbonLoad(ribbonUI As IRibbonUI)
    If mRibbons Is Nothing Then Set mRibbons = New Collection
    mRibbons.Add ribbonUI
End Sub

Public Sub RefreshRibbon()
    Dim ribbonUI As Object
    If mRibbons Is Nothing Then Exit Sub
    On Error Resume Next
    For Each ribbonUI In mRibbons
        ribbonUI.Invalidate
    Next ribbonUI
End Sub

Public Sub RefreshPeriod()
    Dim ribbonUI As Object
    If mRibbons Is Nothing Then Exit Sub
    On Error Resume Next
    For Each ribbonUI In mRibbons
        ribbonUI.InvalidateControl "dvk_period"
    Next ribbonUI
End Sub

' Only a workbook with macros of its own asks: its tab hides when the add-in shows the same one.
Public Sub GetTabVisible(control As IRibbonControl, ByRef returnedVal)
    returnedVal = Not AddinIsOpen()
End Sub

Public Sub GetEnabled(control As IRibbonControl, ByRef returnedVal)
    Select Case control.ID
        Case "dvk_new", "dvk_doctor"
            returnedVal = True
        Case Else
            returnedVal = MasterIsActive()
    End Select
End Sub

Public Sub GetLabel(control As IRibbonControl, ByRef returnedVal)
    returnedVal = PeriodText()
    If returnedVal = "" Then returnedVal = control.Tag
End Sub

Public Function MasterIsActive() As Boolean
    Dim sheet As Object, table As Object
    If ActiveWorkbook Is Nothing Then Exit Function
    On Error GoTo NotReadable
    For Each sheet In ActiveWorkbook.Worksheets
        For Each table In sheet.ListObjects
            If table.Name = MASTER_TABLE Then
                MasterIsActive = True
                Exit Function
            End If
        Next table
    Next sheet
NotReadable:
End Function

' The name may stand for a cell or for a formula.
Private Function PeriodText() As String
    Dim answer As Variant
    On Error Resume Next
    answer = ActiveWorkbook.Worksheets(1).Evaluate(PERIOD_NAME)
    If VarType(answer) = vbString Then PeriodText = answer
End Function

Private Function AddinIsOpen() As Boolean
    Dim found As Object
    On Error Resume Next
    Set found = Workbooks(ADDIN_FILE)
    AddinIsOpen = Not found Is Nothing
End Function

Public Sub OnNew(control As IRibbonControl)
    Dim texts() As String, periodYear As Long, path As String
    texts = Split(control.Tag, "|")
    periodYear = AskYear(texts(0), texts(1))
    If periodYear = 0 Then Exit Sub
    path = AskNewFile(texts(2), "so-theo-doi_" & periodYear & ".xlsx", texts(3))
    If path <> "" Then CallPython "new", path, periodYear
End Sub

Public Sub OnForms(control As IRibbonControl)
    CallPython "forms"
End Sub

Public Sub OnFormsFrom(control As IRibbonControl)
    Dim texts() As String, path As String
    texts = Split(control.Tag, "|")
    path = AskFile(texts(0), texts(1))
    If path <> "" Then CallPython "forms_from", path
End Sub

Public Sub OnImportForms(control As IRibbonControl)
    ImportFrom control.Tag
End Sub

' Also behind the button on the sheet of a workbook with macros.
Public Sub ImportFrom(ByVal title As String)
    Dim path As String
    path = AskFolder(title)
    If path <> "" Then CallPython "import_forms", path
End Sub

Public Sub OnValidate(control As IRibbonControl)
    CallPython "validate"
End Sub

Public Sub OnStatus(control As IRibbonControl)
    CallPython "status"
End Sub

Public Sub OnHistory(control As IRibbonControl)
    Dim path As String
    path = AskFolder(control.Tag)
    If path <> "" Then CallPython "history", path
End Sub

Public Sub OnRemind(control As IRibbonControl)
    CallPython "remind"
End Sub

Public Sub OnConsolidate(control As IRibbonControl)
    CallPython "consolidate"
End Sub

Public Sub OnReport(control As IRibbonControl)
    CallPython "report"
End Sub

Public Sub OnSend(control As IRibbonControl)
    CallPython "send"
End Sub

Public Sub OnLock(control As IRibbonControl)
    CallPython "lock"
End Sub

Public Sub OnUndo(control As IRibbonControl)
    CallPython "undo"
End Sub

Public Sub OnDoctor(control As IRibbonControl)
    CallPython "doctor"
End Sub
