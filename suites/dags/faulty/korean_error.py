"""읽을 수 없는 파일: 오류 문구가 한국어다."""

from airflow.sdk import DAG

raise RuntimeError(f"설정 파일이 없습니다: {DAG.__name__}")
