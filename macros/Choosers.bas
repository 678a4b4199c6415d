Attribute VB_Name = "Choosers"
Option Explicit

' What a button asks the user for. An empty text or 0 means that the user cancelled.

Private Const FIRST_YEAR As Long = 2000
Private Const LAST_YEAR As Long = 2100
Private Const FOLDER_PICKER As Long = 4
Private Const A_NUMBER As Long = 1

Public Function AskYear(ByVal question As String, ByVal title As String) As Long
    Dim answer As Variant
    Do
        answer = Application.InputBox(Prompt:=question, Title:=title, Default:=Year(Date), _
            Type:=A_NUMBER)
        If VarType(answer) = vbBoolean Then Exit Function
        If answer >= FIRST_YEAR And answer <= LAST_YEAR Then
            If answer = Int(answer) Then AskYear = CLng(answer)
        End If
    Loop While AskYear = 0
End Function

Public Function AskFolder(ByVal title As String) As String
    #If Mac Then
        ' Cancelling raises an error.
        On Error Resume Next
        AskFolder = MacScript("return POSIX path of (choose folder) as string")
    #Else
        With Application.FileDialog(FOLDER_PICKER)
            .Title = title
            .AllowMultiSelect = False
            If LocalFolder() <> "" Then .InitialFileName = LocalFolder()
            If .Show = -1 Then AskFolder = .SelectedItems(1)
        End With
    #End If
End Function

' fileFilter: as GetOpenFilename takes it; macOS knows no such filters.
Public Function AskFile(ByVal title As String, ByVal fileFilter As String) As String
    Dim answer As Variant
    #If Mac Then
        answer = Application.GetOpenFilename()
    #Else
        answer = Application.GetOpenFilename(FileFilter:=fileFilter, Title:=title)
    #End If
    If VarType(answer) = vbString Then AskFile = answer
End Function

Public Function AskNewFile(ByVal title As String, ByVal fileName As String, _
        ByVal fileFilter As String) As String
    Dim answer As Variant
    #If Mac Then
        answer = Application.GetSaveAsFilename(InitialFileName:=fileName)
    #Else
        answer = Application.GetSaveAsFilename(InitialFileName:=LocalFolder() & fileName, _
            FileFilter:=fileFilter, Title:=title)
    #End If
    If VarType(answer) = vbString Then AskNewFile = answer
End Function

' The folder of the active workbook; none when it was never saved or lies at a web address.
Private Function LocalFolder() As String
    Dim path As String
    On Error Resume Next
    path = ActiveWorkbook.Path
    If path <> "" And InStr(path, "://") = 0 Then LocalFolder = path & Application.PathSeparator
End Function
