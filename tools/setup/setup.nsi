; The setup: puts the program folder in place, then lets the program itself do what concerns Excel.
; Defined by tools/setup/nsis.py: VERSION, NUMBERS (of four parts), TARGET, FAST, OUTPUT,
; UNINSTALLER, PAGE_NAME, HERE (its folder), and FILES_IN, FILES_OUT, FOLDERS_OUT, which it makes
; from the program folder.

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
!define PAGE "${DATA}\${PAGE_NAME}"

; Exit codes with /S: 0 done; 1 done, and something needs a person; 2 could not be done.
!define FINDINGS 1
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
!define MUI_ABORTWARNING_TEXT "Anh/chị có muốn thoát, chưa cài danvan_xl không?"

!define MUI_WELCOMEPAGE_TITLE "Cài đặt ${NAME} ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "Bộ cài đưa thẻ «Dân vận khéo» vào Excel của anh/chị, kèm mọi thứ chương trình cần. Không cần internet, không cần quyền quản trị, không cần cài Python.$\r$\n$\r$\nTrước khi cài, anh/chị hãy lưu các tệp đang làm và đóng Excel.$\r$\n$\r$\nNếu máy đã có bản cũ: bản cũ được thay; cấu hình, nhật ký, các bản lưu để hoàn tác, sổ và văn bản giữ nguyên.$\r$\n$\r$\n$_CLICK"
!insertmacro MUI_PAGE_WELCOME

!define MUI_DIRECTORYPAGE_TEXT_TOP "Chương trình được cài cho riêng anh/chị, vào thư mục dưới đây. Nên giữ nguyên.$\r$\n$\r$\nMuốn đổi thì chọn thư mục trên ổ đĩa của máy, tên không dấu, ví dụ C:\danvan."
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE CanGoOn
!insertmacro MUI_PAGE_DIRECTORY

!insertmacro MUI_PAGE_INSTFILES

Var Heading
Var Told
!define MUI_FINISHPAGE_TITLE "$Heading"
!define MUI_FINISHPAGE_TEXT "$Told"
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_TEXT "Xem kết quả kiểm tra cài đặt"
!define MUI_FINISHPAGE_RUN_FUNCTION ShowPage
!define MUI_FINISHPAGE_SHOWREADME "$INSTDIR\huong-dan\huong-dan.html"
!define MUI_FINISHPAGE_SHOWREADME_TEXT "Mở hướng dẫn sử dụng"
!define MUI_FINISHPAGE_SHOWREADME_NOTCHECKED
!insertmacro MUI_PAGE_FINISH

!define MUI_PAGE_HEADER_SUBTEXT "Gỡ danvan_xl khỏi máy này."
!define MUI_UNCONFIRMPAGE_TEXT_LOCATION "Thư mục sẽ gỡ:"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "Chương trình, thẻ «Dân vận khéo», cấu hình, nhật ký, các bản lưu để hoàn tác và mật khẩu hộp thư đã cất sẽ được gỡ. Sổ, phiếu và văn bản của anh/chị giữ nguyên."
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE "Vietnamese"

; The class of Excel's main window, whichever version.
!define EXCEL "XLMAIN"

Var Why

; Sets $Why when a file of the program in the folder ${HOME} is in use. A library that a process has
; loaded cannot be opened for writing; a folder in which a file is open cannot be renamed.
!macro LookForUse HOME
  ${If} $Why == ""
  ${AndIf} ${FileExists} "${HOME}\python311.dll"
    StrCpy $Why "Chương trình đang chạy ở một cửa sổ lệnh hoặc do Excel khởi động, hoặc một tệp của nó đang mở. Anh/chị hãy chờ xong, đóng cửa sổ lệnh, đóng Excel (xem cả trong Task Manager)"
    ClearErrors
    FileOpen $0 "${HOME}\python311.dll" a
    ${IfNot} ${Errors}
      FileClose $0
      Rename "${HOME}\site" "${HOME}\site-dang-thu"
      ClearErrors
      ${If} ${FileExists} "${HOME}\site-dang-thu\*.*"
        ${For} $2 1 50  ; a scanner may look into it just now
          ClearErrors
          Rename "${HOME}\site-dang-thu" "${HOME}\site"
          ${IfNot} ${Errors}
            ${ExitFor}
          ${EndIf}
          Sleep 200
        ${Next}
        StrCpy $Why ""
      ${ElseIfNot} ${FileExists} "${HOME}\site\*.*"  ; what an interrupted setup has left
        StrCpy $Why ""
      ${EndIf}
    ${EndIf}
  ${EndIf}
!macroend

!macro DefineCanGoOn PREFIX
  ; Asks until nothing is in the way of a change, or the user gives up.
  Function ${PREFIX}CanGoOn
    ${Do}
      StrCpy $Why ""
      FindWindow $0 "${EXCEL}"
      ${If} $0 <> 0
        StrCpy $Why "Excel đang mở. Anh/chị hãy lưu sổ, đóng mọi cửa sổ Excel"
      ${EndIf}
      !insertmacro LookForUse "$INSTDIR"
      !if "${PREFIX}" == ""
        ReadRegStr $1 HKCU "${KEY}" "InstallLocation"
        !insertmacro LookForUse "$1"
        Call LookForRoom
      !endif
      ${If} $Why == ""
        Return
      ${EndIf}
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$Why rồi bấm Retry (Thử lại).$\r$\n$\r$\nBấm Cancel (Hủy) thì chưa có gì bị thay đổi." /SD IDCANCEL IDRETRY again
      SetErrorLevel ${CANNOT}
      ${If} ${Silent}
        Quit
      ${EndIf}
      Abort
      again:
    ${Loop}
  FunctionEnd
!macroend
!insertmacro DefineCanGoOn ""
!insertmacro DefineCanGoOn "un."

; Sets $Why when the folder cannot be written, or has too little room. What a version that is there
; takes up is not counted: it goes before the new one comes.
Function LookForRoom
  ${If} $Why != ""
    Return
  ${EndIf}
  ClearErrors
  CreateDirectory "$INSTDIR"
  FileOpen $0 "$INSTDIR\thu-ghi.tmp" w
  ${If} ${Errors}
    StrCpy $Why "Không ghi được vào thư mục $INSTDIR. Anh/chị hãy xem lại ổ đĩa, quyền ghi, hoặc bấm Cancel rồi chọn thư mục khác; xong"
    Return
  ${EndIf}
  FileClose $0
  Delete "$INSTDIR\thu-ghi.tmp"
  ${GetRoot} "$INSTDIR" $0
  ${DriveSpace} "$0\" "/D=F /S=K" $1
  RMDir "$INSTDIR"
  SectionGetSize 0 $2
  ${If} $1 < $2
  ${AndIfNot} ${FileExists} "$INSTDIR\python311.dll"
    StrCpy $Why "Ổ đĩa $0 không đủ chỗ. Anh/chị hãy xóa bớt tệp không cần; xong"
  ${EndIf}
FunctionEnd

Function .onInit
  !if "${TARGET}" == ""  ; the other kind does not start on Windows of 32 bits at all
    ${IfNot} ${RunningX64}
      MessageBox MB_ICONSTOP "Bộ cài này dành cho Windows 64 bit." /SD IDOK
      SetErrorLevel ${CANNOT}
      Quit
    ${EndIf}
  !endif
  ${If} ${Silent}
    Call CanGoOn
  ${EndIf}
FunctionEnd

Function ShowPage
  ExecShell "open" "${PAGE}"
FunctionEnd

; What an earlier version has left, wherever it was installed; its settings and data stay.
Function RemoveEarlier
  ReadRegStr $0 HKCU "${KEY}" "InstallLocation"
  ${If} $0 == ""
  ${OrIfNot} ${FileExists} "$0\${UNINSTALLER}"
    Return
  ${EndIf}
  DetailPrint "Gỡ bản cũ ở $0"
  ClearErrors
  ExecWait '"$0\${UNINSTALLER}" /S /UPDATE _?=$0' $1
  ${If} ${Errors}
  ${OrIf} $1 <> 0
    MessageBox MB_ICONSTOP "Chưa gỡ hết được bản cũ nên chưa cài bản mới. Anh/chị hãy đóng các chương trình đang mở rồi chạy lại bộ cài; vẫn vậy thì khởi động lại máy.$\r$\n$0" /SD IDOK
    SetErrorLevel ${CANNOT}
    Abort
  ${EndIf}
  Delete "$0\${UNINSTALLER}"
  RMDir "$0"
FunctionEnd

; The entries of the Start menu, by what is to be done with them.
!macro StartMenu DO
  !insertmacro ${DO} "Sổ theo dõi mới" "$INSTDIR\pythonw.exe" "-m danvan_xl.desktop new"
  !insertmacro ${DO} "Hướng dẫn sử dụng" "$INSTDIR\huong-dan\huong-dan.html" ""
  !insertmacro ${DO} "Kiểm tra cài đặt" "$INSTDIR\pythonw.exe" "-m danvan_xl.desktop doctor"
  !insertmacro ${DO} "Dòng lệnh danvan-xl" "$SYSDIR\cmd.exe" '/K set "PATH=$INSTDIR;%PATH%"'
  !insertmacro ${DO} "Gỡ danvan_xl" "$INSTDIR\${UNINSTALLER}" ""
!macroend
!macro MakeEntry ENTRY TARGET_FILE ARGUMENTS
  CreateShortCut "${START_MENU}\${ENTRY}.lnk" "${TARGET_FILE}" `${ARGUMENTS}` "$INSTDIR\${UNINSTALLER}" 0
!macroend
!macro DeleteEntry ENTRY TARGET_FILE ARGUMENTS
  Delete "${START_MENU}\${ENTRY}.lnk"
!macroend

Section
  Call RemoveEarlier

  ; First, so that also an installation that was interrupted can be removed.
  ClearErrors
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\${UNINSTALLER}"
  ${If} ${Errors}
    SetErrorLevel ${CANNOT}
    Abort "Không ghi được vào thư mục $INSTDIR."
  ${EndIf}
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

  SetOutPath "$DOCUMENTS"  ; where the console begins
  CreateDirectory "${START_MENU}"
  !insertmacro StartMenu MakeEntry

  DetailPrint "Đưa thẻ «Dân vận khéo» vào Excel và kiểm tra cài đặt"
  Delete "${PAGE}"
  SetDetailsPrint none
  ExecWait '"$INSTDIR\pythonw.exe" -m danvan_xl.desktop install "${PAGE}"' $0
  SetDetailsPrint both
  StrCpy $Heading "Đã cài ${NAME} ${VERSION}"
  StrCpy $Told "Mở Excel: bên phải thẻ Home (Trang đầu) có thẻ «Dân vận khéo». Bấm Tạo sổ mới để bắt đầu.$\r$\n$\r$\nSổ mới, hướng dẫn sử dụng và phần kiểm tra cài đặt cũng có trong menu Start, mục «Dân vận khéo»."
  ${IfNot} ${FileExists} "${PAGE}"
    StrCpy $0 ${CANNOT}
    StrCpy $Heading "Đã chép, chưa chạy được"
    StrCpy $Told "Đã chép chương trình nhưng chương trình không chạy được trên máy này. Anh/chị hãy chạy lại bộ cài; vẫn vậy thì nhờ bộ phận CNTT xem phần mềm diệt vi-rút có chặn thư mục này không:$\r$\n$INSTDIR"
    MessageBox MB_ICONSTOP "$Told" /SD IDOK
  ${ElseIf} $0 = ${CANNOT}
    StrCpy $Heading "Đã chép, chưa có thẻ trong Excel"
    StrCpy $Told "Đã chép chương trình nhưng chưa đưa được thẻ «Dân vận khéo» vào Excel. Trang kết quả kiểm tra cho biết vì sao và cách sửa."
    MessageBox MB_ICONEXCLAMATION "$Told" /SD IDOK
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
    Call un.CanGoOn
  ${Else}
    StrCpy $Updating "yes"
  ${EndIf}
FunctionEnd

; Takes away what concerns Excel and leaves in $Kept what the user should know.
Function un.FromExcel
  InitPluginsDir
  SetDetailsPrint none
  ExecWait '"$INSTDIR\pythonw.exe" -m danvan_xl.desktop remove "$PLUGINSDIR\con-lai.txt"' $0
  SetDetailsPrint both
  StrCpy $Kept ""
  ClearErrors
  FileOpen $1 "$PLUGINSDIR\con-lai.txt" r
  ${If} ${Errors}
    StrCpy $0 ${FINDINGS}
    StrCpy $Kept "Chương trình bị hỏng nên không tự gỡ hết được.$\r$\n"
  ${Else}
    ${Do}
      ClearErrors
      FileReadUTF16LE $1 $2
      ${If} ${Errors}
        ${ExitDo}
      ${EndIf}
      StrCpy $Kept "$Kept$2"
    ${Loop}
    FileClose $1
  ${EndIf}
  ${If} $0 = ${CANNOT}
    MessageBox MB_ICONSTOP "$Kept" /SD IDOK
    SetErrorLevel ${CANNOT}
    ${If} ${Silent}
      Quit
    ${EndIf}
    Abort
  ${ElseIf} $0 <> 0
    ; It is broken; the tab must not stay in Excel without it.
    Delete "$APPDATA\Microsoft\Excel\XLSTART\danvan_xl.xlam"
    StrCpy $Kept "$Kept$\r$\nNếu còn thì anh/chị tự xóa hai thư mục sau, và các mục danvan_xl trong Credential Manager của Windows (mật khẩu hộp thư):$\r$\n${DATA}$\r$\n$PROFILE\.danvan_xl"
    SetErrorLevel ${FINDINGS}
  ${EndIf}
FunctionEnd

; Adds to $Kept what is still in the program's folder.
Function un.LookWhatIsLeft
  FindFirst $0 $1 "$INSTDIR\*.*"
  ${If} $0 == ""
    Return
  ${EndIf}
  StrCpy $2 ""
  ${DoWhile} $1 != ""
    ${If} $1 != "."
    ${AndIf} $1 != ".."
      StrCpy $2 $1
    ${EndIf}
    FindNext $0 $1
  ${Loop}
  FindClose $0
  ${If} $2 == ""
    StrCpy $Kept "$Kept$\r$\n$\r$\nThư mục trống này đang mở ở một cửa sổ: đóng lại rồi xóa.$\r$\n$INSTDIR"
  ${Else}
    StrCpy $Kept "$Kept$\r$\n$\r$\nThư mục này còn tệp không thuộc chương trình nên được giữ lại:$\r$\n$INSTDIR"
  ${EndIf}
FunctionEnd

Section Uninstall
  ${If} $Updating == ""
    DetailPrint "Gỡ thẻ «Dân vận khéo» khỏi Excel"
    Call un.FromExcel
  ${EndIf}
  !insertmacro StartMenu DeleteEntry
  RMDir "${START_MENU}"

  DetailPrint "Xóa chương trình"
  SetDetailsPrint none
  ClearErrors
  !include "${FILES_OUT}"
  ${If} ${Errors}
    SetDetailsPrint both
    MessageBox MB_ICONSTOP "Chưa xóa hết được: có tệp của chương trình đang mở. Anh/chị hãy đóng các chương trình khác rồi gỡ lại; vẫn vậy thì khởi động lại máy." /SD IDOK
    SetErrorLevel ${CANNOT}
    Abort
  ${EndIf}
  !include "${FOLDERS_OUT}"

  ${If} $Updating == ""
    DeleteRegKey HKCU "${KEY}"
    DeleteRegKey /ifempty HKCU "${KEYS}"
    Delete "$INSTDIR\${UNINSTALLER}"
    SetOutPath "$TEMP"
    RMDir "$INSTDIR"
    RMDir "$LOCALAPPDATA\Programs"  ; Windows' own place for such programs, if this was the last
    ${If} $Kept == ""
      StrCpy $Kept "Sổ, phiếu và văn bản của anh/chị còn nguyên ở nơi đã lưu."
    ${EndIf}
    Call un.LookWhatIsLeft
    MessageBox MB_ICONINFORMATION "Đã gỡ ${NAME}.$\r$\n$\r$\n$Kept" /SD IDOK
  ${EndIf}
SectionEnd
