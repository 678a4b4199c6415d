"""Makes the setup for Windows PCs without Python, internet or administrator."""
