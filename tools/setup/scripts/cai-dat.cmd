@echo off
rem Puts the tab into Excel from this folder, which must stay where it is. /S: shows nothing.
rem Exit codes: 0 done; 1 done, and something needs a person; 2 could not be done.
setlocal
chcp 65001 >nul
set "TRANG=%LOCALAPPDATA%\danvan_xl\kiem-tra.html"
if exist "%TRANG%" del "%TRANG%"
"%~dp0python.exe" -m danvan_xl.desktop install "%TRANG%"
set MA=%ERRORLEVEL%
if not exist "%TRANG%" (
    echo Chương trình không chạy được ở thư mục này. Anh/chị hãy giải nén lại tệp .zip vào ổ đĩa
    echo của máy, ví dụ C:\danvan, rồi chạy lại cai-dat.cmd.
    if /I not "%~1"=="/S" pause
    exit /b 2
)
if /I not "%~1"=="/S" start "" "%TRANG%"
exit /b %MA%
