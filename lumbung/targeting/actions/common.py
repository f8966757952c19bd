"""What every act of targeting asks first."""
