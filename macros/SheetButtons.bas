Attribute VB_Name = "SheetButtons"
Option Explicit

' Behind the buttons on the dashboard of a workbook with macros: the six steps of a round.

Public Sub SheetForms()
    CallPython "forms"
End Sub

' The title of the chooser is the button's alternative text.
Public Sub SheetImportForms()
    Dim title As String
    On Error Resume Next
    title = ActiveSheet.Shapes(Application.Caller).AlternativeText
    On Error GoTo 0
    ImportFrom title
End Sub

Public Sub SheetValidate()
    CallPython "validate"
End Sub

Public Sub SheetStatus()
    CallPython "status"
End Sub

Public Sub SheetConsolidate()
    CallPython "consolidate"
End Sub

Public Sub SheetReport()
    CallPython "report"
End Sub
