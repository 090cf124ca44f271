@echo off
rem Shows the issues of this folder in a browser. Close this window to end it.
cd /d "%~dp0"
if not exist issues jianbao.exe new issues\1.yaml
jianbao.exe preview --open
pause
