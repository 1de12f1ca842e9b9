"""한국어로 쓴 파일: 문서, 로그, 결과, 예외가 그대로 남아야 한다."""

import logging
from datetime import timedelta

from airflow.sdk import DAG, task

logger = logging.getLogger(__name__)

with DAG("korean", description="로그를 모아서 저장한다", doc_md="# 로그 수집\n\n한글 문서 🪿", schedule=None):

    @task(owner="gooose", retries=1, retry_delay=timedelta(seconds=1))
    def says():
        """로그, 출력, 결과."""
        logger.info("로그 %d건을 처리했습니다", 3)
        print("출력도 한국어입니다 🪿")
        return {"결과": "완료"}

    @task
    def fails():
        """실패한다."""
        raise ValueError("카드 승인이 거절되었습니다")

    says() >> fails()
