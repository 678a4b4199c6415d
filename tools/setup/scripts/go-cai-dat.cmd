@echo off
rem Takes the tab out of Excel and deletes what the program has kept about this user.
setlocal
for /f "tokens=2 delims=:" %%a in ('chcp') do set "BANG_MA=%%a"
chcp 65001 >nul
"%~dp0python.exe" -m danvan_xl addin remove
set MA=%ERRORLEVEL%
if "%MA%"=="0" echo Giờ anh/chị có thể xóa thư mục này.
if /I not "%~1"=="/S" pause
chcp %BANG_MA% >nul
exit /b %MA%
