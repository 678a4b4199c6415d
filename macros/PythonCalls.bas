Attribute VB_Name = "PythonCalls"
Option Explicit

' The one way to Python. Excel is left as it was found, whatever goes wrong.

Private Const FAILURE_NAME As String = "dvk_no_python"

Private mRunning As Boolean

' functionName: a function of danvan_xl.ribbon; arguments: its texts and whole numbers.
Public Sub CallPython(ByVal functionName As String, ParamArray arguments() As Variant)
    Dim command As String, missing As String, alerts As Boolean, index As Long, added As Object
    If mRunning Then Exit Sub
    For index = LBound(arguments) To UBound(arguments)
        If index > LBound(arguments) Then command = command & ", "
        command = command & PythonLiteral(arguments(index))
    Next index
    command = "from danvan_xl import ribbon; ribbon." & functionName & "(" & command & ")"

    alerts = Application.DisplayAlerts
    On Error GoTo Failed
    mRunning = True
    ' RunPython asks the active workbook for its name.
    If ActiveWorkbook Is Nothing Then Set added = Workbooks.Add
    missing = MissingPython()
    If missing <> "" Then
        TellFailure missing
        GoTo Finish
    End If
    ' Else Excel says on a long run that it waits for an OLE action.
    Application.DisplayAlerts = False
    RunPython command
    ' Clicks made meanwhile are taken from the queue now, while they are still refused.
    DoEvents
Finish:
    On Error Resume Next
    #If Not Mac Then
        ' On macOS Python still runs now.
        If Not added Is Nothing Then
            If Workbooks.Count > 1 Then added.Close False
        End If
    #End If
    Application.DisplayAlerts = alerts
    mRunning = False
    RefreshRibbon
    Exit Sub
Failed:
    Application.DisplayAlerts = alerts
    TellFailure Err.Description
    Resume Finish
End Sub

' A text becomes a Python literal of plain letters and \uXXXX, one for each UTF-16 unit, so that
' neither cmd.exe nor a shell nor AppleScript sees a letter that means something to it.
Public Function PythonLiteral(ByVal value As Variant) As String
    Dim index As Long, code As Long, letter As String, text As String
    If VarType(value) <> vbString Then
        PythonLiteral = CStr(CLng(value))
        Exit Function
    End If
    For index = 1 To Len(value)
        letter = Mid$(value, index, 1)
        code = AscW(letter) And &HFFFF&
        Select Case code
            Case 32, 45 To 58, 65 To 90, 95, 97 To 122
                text = text & letter
            Case Else
                text = text & "\u" & LCase$(Right$("000" & Hex$(code), 4))
        End Select
    Next index
    PythonLiteral = "'" & text & "'"
End Function

' What is wrong with the configuration; nothing when it names an interpreter. xlwings itself would
' try whatever is called python, and say in English that it found none.
Private Function MissingPython() As String
    Dim interpreter As String, key As String
    #If Mac Then
        key = "INTERPRETER_MAC"
    #Else
        key = "INTERPRETER_WIN"
    #End If
    interpreter = GetConfig(key, "")
    If interpreter = "" Then interpreter = GetConfig("INTERPRETER", "")
    #If Not Mac Then
        If InStr(interpreter, "\") > 0 Then
            If FileExists(interpreter) Then Exit Function
        ElseIf interpreter <> "" Then
            Exit Function
        End If
    #Else
        If interpreter <> "" Then Exit Function
    #End If
    MissingPython = GetConfigFilePath() & ": " & key & " = " & interpreter
End Function

Private Sub TellFailure(ByVal reason As String)
    Dim text As String
    On Error Resume Next
    text = ThisWorkbook.Names(FAILURE_NAME).RefersTo
    text = Mid$(text, 3, Len(text) - 3) & vbCrLf & reason
    #If Mac Then
        MsgBox text, vbExclamation, PROJECT_NAME
    #Else
        ' MsgBox of VBA would break Vietnamese letters.
        CreateObject("WScript.Shell").Popup text, 0, PROJECT_NAME, vbExclamation
    #End If
End Sub
