; The setup: puts the program folder in place, then lets the program itself do what concerns Excel.
; Defined by tools/setup/nsis.py: VERSION, NUMBERS (of four parts), TARGET, FAST, OUTPUT,
; UNINSTALLER, HERE (its folder), and FILES_IN and FILES_OUT, which it makes from the program folder.

Unicode true
!if "${TARGET}" != ""
  Target "${TARGET}"
!endif
!ifdef FAST
  SetCompressor zlib
  SetCompressionLevel 1
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif
SetDateSave off            ; a file shows when it came to this PC, whenever the setup was built
AllowSkipFiles off         ; a file that cannot be written ends the setup, also when it is silent
RequestExecutionLevel user
ManifestDPIAware true

!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include x64.nsh

!define NAME "danvan_xl"
!define KEYS "Software\Microsoft\Windows\CurrentVersion\Uninstall"
!define KEY "${KEYS}\${NAME}"
!define START_MENU "$SMPROGRAMS\Dân vận khéo"
!define DATA "$LOCALAPPDATA\danvan_xl"
!define PAGE "${DATA}\kiem-tra.html"

; Exit codes: 0 done; 1 done, and something needs a person; 2 could not be done.
!define CANNOT 2

Name "${NAME}"
Caption "Cài đặt ${NAME} ${VERSION}"
BrandingText "${NAME} ${VERSION}"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"

VIProductVersion "${NUMBERS}"
VIFileVersion "${NUMBERS}"
VIAddVersionKey /LANG=0 "ProductName" "${NAME}"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileDescription" "Cài đặt ${NAME}: phong trào thi đua Dân vận khéo"
VIAddVersionKey /LANG=0 "LegalCopyright" "MIT"

!define MUI_ICON "${HERE}/danvan_xl.ico"
!define MUI_UNICON "${HERE}/danvan_xl.ico"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${HERE}/trang.bmp"
!define MUI_ABORTWARNING

!define MUI_WELCOMEPAGE_TITLE "Cài đặt ${NAME} ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "Bộ cài đưa thẻ «Dân vận khéo» vào Excel của anh/chị, kèm mọi thứ chương trình cần. Không cần internet, không cần quyền quản trị, không cần cài Python.$\r$\n$\r$\nTrước khi cài, anh/chị hãy lưu các tệp đang làm và đóng Excel.$\r$\n$\r$\nNếu máy đã có bản cũ: bản cũ được thay; cấu hình, nhật ký, các bản lưu để hoàn tác, sổ và văn bản giữ nguyên.$\r$\n$\r$\n$_CLICK"
!insertmacro MUI_PAGE_WELCOME

!define MUI_DIRECTORYPAGE_TEXT_TOP "Chương trình được cài cho riêng anh/chị, vào thư mục dưới đây. Nên giữ nguyên.$\r$\n$\r$\nMuốn đổi thì chọn thư mục trên ổ đĩa của máy, tên không dấu, ví dụ C:\danvan."
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE NothingRuns
!insertmacro MUI_PAGE_DIRECTORY

!insertmacro MUI_PAGE_INSTFILES

!define MUI_FINISHPAGE_TITLE "Đã cài ${NAME} ${VERSION}"
!define MUI_FINISHPAGE_TEXT "Mở Excel: bên phải thẻ Home (Trang đầu) có thẻ «Dân vận khéo». Bấm Tạo sổ mới để bắt đầu.$\r$\n$\r$\nSổ mới, hướng dẫn sử dụng và phần kiểm tra cài đặt cũng có trong menu Start, mục «Dân vận khéo»."
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_TEXT "Xem kết quả kiểm tra cài đặt"
!define MUI_FINISHPAGE_RUN_FUNCTION ShowPage
!define MUI_FINISHPAGE_SHOWREADME "$INSTDIR\huong-dan\huong-dan.html"
!define MUI_FINISHPAGE_SHOWREADME_TEXT "Mở hướng dẫn sử dụng"
!define MUI_FINISHPAGE_SHOWREADME_NOTCHECKED
!insertmacro MUI_PAGE_FINISH

!define MUI_UNCONFIRMPAGE_TEXT_TOP "Chương trình, thẻ «Dân vận khéo», cấu hình, nhật ký, các bản lưu để hoàn tác và mật khẩu hộp thư đã cất sẽ được gỡ. Sổ, phiếu và văn bản của anh/chị giữ nguyên."
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE "Vietnamese"

; The class of Excel's main window, whichever version.
!define EXCEL "XLMAIN"

!macro DefineNothingRuns PREFIX
  ; Asks until Excel is closed and no file of the program is in use, or the user gives up. A
  ; library that a process has loaded cannot be opened for writing.
  Function ${PREFIX}NothingRuns
    ${Do}
      StrCpy $1 ""
      FindWindow $0 "${EXCEL}"
      ${If} $0 <> 0
        StrCpy $1 "Excel đang mở. Anh/chị hãy lưu sổ, đóng mọi cửa sổ Excel"
      ${ElseIf} ${FileExists} "$INSTDIR\python311.dll"
        ClearErrors
        FileOpen $0 "$INSTDIR\python311.dll" a
        ${If} ${Errors}
          StrCpy $1 "Chương trình đang chạy ở một cửa sổ lệnh hoặc do Excel khởi động. Anh/chị hãy chờ xong, đóng cửa sổ lệnh, đóng Excel (xem cả trong Task Manager)"
        ${Else}
          FileClose $0
        ${EndIf}
      ${EndIf}
      ${If} $1 == ""
        Return
      ${EndIf}
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$1 rồi bấm Retry (Thử lại).$\r$\n$\r$\nBấm Cancel (Hủy) thì chưa có gì bị thay đổi." /SD IDCANCEL IDRETRY again
      SetErrorLevel ${CANNOT}
      ${If} ${Silent}
        Quit
      ${EndIf}
      Abort
      again:
    ${Loop}
  FunctionEnd
!macroend
!insertmacro DefineNothingRuns ""
!insertmacro DefineNothingRuns "un."

Function .onInit
  ${IfNot} ${RunningX64}
    MessageBox MB_ICONSTOP "Bộ cài này dành cho Windows 64 bit." /SD IDOK
    SetErrorLevel ${CANNOT}
    Quit
  ${EndIf}
  ${If} ${Silent}
    Call NothingRuns
  ${EndIf}
FunctionEnd

Function ShowPage
  ExecShell "open" "${PAGE}"
FunctionEnd

; What an earlier version has left, wherever it was installed; its settings and data stay.
Function RemoveEarlier
  ReadRegStr $0 HKCU "${KEY}" "InstallLocation"
  ${If} $0 != ""
  ${AndIf} ${FileExists} "$0\${UNINSTALLER}"
    DetailPrint "Gỡ bản cũ ở $0"
    ExecWait '"$0\${UNINSTALLER}" /S /UPDATE _?=$0'
    Delete "$0\${UNINSTALLER}"
    RMDir "$0"
  ${EndIf}
FunctionEnd

Section
  Call RemoveEarlier

  ; First, so that also an installation that was interrupted can be removed.
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\${UNINSTALLER}"
  WriteRegStr HKCU "${KEY}" "DisplayName" "${NAME} (Dân vận khéo)"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\${UNINSTALLER}"
  WriteRegStr HKCU "${KEY}" "Publisher" "danvan_xl"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\${UNINSTALLER}"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\${UNINSTALLER}" /S'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  SectionGetSize 0 $0
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" $0

  DetailPrint "Chép chương trình"
  SetDetailsPrint none  ; a line for each of thousands of files takes longer than the file
  !include "${FILES_IN}"
  SetDetailsPrint both

  SetOutPath "$INSTDIR"
  CreateDirectory "${START_MENU}"
  CreateShortCut "${START_MENU}\Sổ theo dõi mới.lnk" "$INSTDIR\pythonw.exe" "-m danvan_xl.desktop new" "$INSTDIR\${UNINSTALLER}" 0
  CreateShortCut "${START_MENU}\Hướng dẫn sử dụng.lnk" "$INSTDIR\huong-dan\huong-dan.html"
  CreateShortCut "${START_MENU}\Kiểm tra cài đặt.lnk" "$INSTDIR\pythonw.exe" "-m danvan_xl.desktop doctor" "$INSTDIR\${UNINSTALLER}" 0
  CreateShortCut "${START_MENU}\Dòng lệnh danvan-xl.lnk" "$SYSDIR\cmd.exe" '/K set "PATH=$INSTDIR;%PATH%"'
  CreateShortCut "${START_MENU}\Gỡ danvan_xl.lnk" "$INSTDIR\${UNINSTALLER}"

  DetailPrint "Đưa thẻ «Dân vận khéo» vào Excel và kiểm tra cài đặt"
  Delete "${PAGE}"
  ExecWait '"$INSTDIR\pythonw.exe" -m danvan_xl.desktop install "${PAGE}"' $0
  ${IfNot} ${FileExists} "${PAGE}"
    StrCpy $0 ${CANNOT}
    MessageBox MB_ICONSTOP "Đã chép chương trình nhưng chương trình không chạy được trên máy này. Anh/chị hãy chạy lại bộ cài; vẫn vậy thì nhờ bộ phận CNTT xem phần mềm diệt vi-rút có chặn thư mục này không:$\r$\n$INSTDIR" /SD IDOK
  ${ElseIf} $0 = ${CANNOT}
    MessageBox MB_ICONEXCLAMATION "Đã chép chương trình nhưng chưa đưa được thẻ «Dân vận khéo» vào Excel. Trang kết quả kiểm tra cho biết vì sao và cách sửa." /SD IDOK
  ${EndIf}
  SetErrorLevel $0
SectionEnd

Var Updating
Var Kept

Function un.onInit
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/UPDATE" $1
  ${If} ${Errors}
    StrCpy $Updating ""
    Call un.NothingRuns
  ${Else}
    StrCpy $Updating "yes"
  ${EndIf}
FunctionEnd

; Takes away what concerns Excel and leaves in $Kept what the user should know.
Function un.FromExcel
  InitPluginsDir
  ExecWait '"$INSTDIR\pythonw.exe" -m danvan_xl.desktop remove "$PLUGINSDIR\con-lai.txt"' $0
  StrCpy $Kept ""
  ClearErrors
  FileOpen $1 "$PLUGINSDIR\con-lai.txt" r
  ${If} ${Errors}
    ; The program is broken and cannot tell; the tab must not stay in Excel without it.
    Delete "$APPDATA\Microsoft\Excel\XLSTART\danvan_xl.xlam"
    StrCpy $Kept "Chương trình bị hỏng nên không tự gỡ hết được. Nếu còn hai thư mục sau thì anh/chị tự xóa:$\r$\n${DATA}$\r$\n$PROFILE\.danvan_xl"
    Return
  ${EndIf}
  FileReadUTF16LE $1 $2 1  ; the byte order mark
  ${Do}
    ClearErrors
    FileReadUTF16LE $1 $2
    ${If} ${Errors}
      ${ExitDo}
    ${EndIf}
    StrCpy $Kept "$Kept$2"
  ${Loop}
  FileClose $1
  ${If} $0 = ${CANNOT}
    MessageBox MB_ICONSTOP "$Kept" /SD IDOK
    SetErrorLevel ${CANNOT}
    ${If} ${Silent}
      Quit
    ${EndIf}
    Abort
  ${EndIf}
FunctionEnd

Section Uninstall
  ${If} $Updating == ""
    DetailPrint "Gỡ thẻ «Dân vận khéo» khỏi Excel"
    Call un.FromExcel
    Delete "${START_MENU}\*.lnk"
    RMDir "${START_MENU}"
  ${EndIf}

  DetailPrint "Xóa chương trình"
  SetDetailsPrint none
  !include "${FILES_OUT}"
  SetDetailsPrint both

  ${If} $Updating == ""
    DeleteRegKey HKCU "${KEY}"
    DeleteRegKey /ifempty HKCU "${KEYS}"
    Delete "$INSTDIR\${UNINSTALLER}"
    SetOutPath "$TEMP"
    RMDir "$INSTDIR"
    RMDir "$LOCALAPPDATA\Programs"  ; Windows' own place for such programs, if this was the last
    ${If} ${FileExists} "$INSTDIR\*.*"
      StrCpy $Kept "$Kept$\r$\n$\r$\nThư mục này còn tệp không thuộc chương trình nên được giữ lại: $INSTDIR"
    ${EndIf}
    ${If} $Kept == ""
      StrCpy $Kept "Sổ, phiếu và văn bản của anh/chị còn nguyên ở nơi đã lưu."
    ${EndIf}
    MessageBox MB_ICONINFORMATION "Đã gỡ ${NAME}.$\r$\n$\r$\n$Kept" /SD IDOK
  ${EndIf}
SectionEnd
