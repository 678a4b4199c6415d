@echo off
rem Puts the tab into Excel from this folder, which must stay where it is. /S: shows nothing.
rem Exit codes: 0 done; 1 done, and something needs a person; 2 could not be done.
setlocal
for /f "tokens=2 delims=:" %%a in ('chcp') do set "BANG_MA=%%a"
chcp 65001 >nul
set "TRANG=%LOCALAPPDATA%\danvan_xl\kiem-tra.html"
if exist "%TRANG%" del "%TRANG%"
"%~dp0python.exe" -m danvan_xl.desktop install "%TRANG%"
set MA=%ERRORLEVEL%
if exist "%TRANG%" goto XONG
set MA=2
echo Chương trình không chạy được ở thư mục này. Anh/chị hãy xóa thư mục, giải nén lại tệp .zip
echo vào ổ đĩa của máy, ví dụ C:\danvan, rồi chạy lại cai-dat.cmd.
if /I not "%~1"=="/S" pause
goto HET
:XONG
if /I not "%~1"=="/S" start "" "%TRANG%"
:HET
chcp %BANG_MA% >nul
exit /b %MA%
