@echo off
rem Takes the tab out of Excel and deletes what the program has kept about this user.
setlocal
chcp 65001 >nul
"%~dp0python.exe" -m danvan_xl addin remove
set MA=%ERRORLEVEL%
if "%MA%"=="0" echo Giờ anh/chị có thể xóa thư mục này.
if /I not "%~1"=="/S" pause
exit /b %MA%
